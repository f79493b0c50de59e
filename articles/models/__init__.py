from .article import ArticleAuthor, ArticleCrossListing, ArticlePage
from .call_to_action import CallToAction
from .category import CategoryIndexPage
from .change import ArticleChange
from .condition import Condition, TaggedCondition
from .merged_reference import MergedReference
from .person import PersonPage, TeamIndexPage
from .reference import Reference
from .settings import EditorialSettings

__all__ = [
    "ArticleAuthor",
    "ArticleChange",
    "ArticleCrossListing",
    "ArticlePage",
    "CallToAction",
    "CategoryIndexPage",
    "Condition",
    "EditorialSettings",
    "MergedReference",
    "PersonPage",
    "Reference",
    "TaggedCondition",
    "TeamIndexPage",
]
