from articles.models.article import ArticleAuthor, ArticleCrossListing, ArticlePage
from articles.models.call_to_action import CallToAction
from articles.models.category import CategoryIndexPage
from articles.models.change import ArticleChange
from articles.models.claim_count import ClaimCount, WaiverState
from articles.models.condition import Condition, TaggedCondition
from articles.models.freshness import Freshness, Reminder
from articles.models.merged_reference import MergedReference
from articles.models.person import PersonPage, TeamIndexPage
from articles.models.reference import Reference
from articles.models.reference_proposal import ReferenceProposal
from articles.models.reference_upload import ReferenceUpload
from articles.models.review_request import ReviewComment, ReviewRequest
from articles.models.settings import EditorialSettings
from articles.models.sign_off import Clearance, SignOff
from articles.models.waiver import Waiver, WaiverWithdrawal

__all__ = [
    "ArticleAuthor",
    "ArticleChange",
    "ArticleCrossListing",
    "ArticlePage",
    "CallToAction",
    "CategoryIndexPage",
    "ClaimCount",
    "Clearance",
    "Condition",
    "EditorialSettings",
    "Freshness",
    "MergedReference",
    "PersonPage",
    "Reference",
    "ReferenceProposal",
    "ReferenceUpload",
    "Reminder",
    "ReviewComment",
    "ReviewRequest",
    "SignOff",
    "TaggedCondition",
    "TeamIndexPage",
    "Waiver",
    "WaiverState",
    "WaiverWithdrawal",
]
