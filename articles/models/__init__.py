from .article import ArticleAuthor, ArticleCrossListing, ArticlePage
from .call_to_action import CallToAction
from .category import CategoryIndexPage
from .change import ArticleChange
from .clinical_review import ClinicalReviewTask
from .condition import Condition, TaggedCondition
from .freshness import Freshness, Reminder
from .merged_reference import MergedReference
from .person import PersonPage, TeamIndexPage
from .reference import Reference
from .review_request import ReviewComment, ReviewRequest
from .settings import EditorialSettings
from .sign_off import Clearance, SignOff

__all__ = [
    "ArticleAuthor",
    "ArticleChange",
    "ArticleCrossListing",
    "ArticlePage",
    "CallToAction",
    "CategoryIndexPage",
    "Clearance",
    "ClinicalReviewTask",
    "Condition",
    "EditorialSettings",
    "Freshness",
    "MergedReference",
    "PersonPage",
    "Reference",
    "Reminder",
    "ReviewComment",
    "ReviewRequest",
    "SignOff",
    "TaggedCondition",
    "TeamIndexPage",
]
