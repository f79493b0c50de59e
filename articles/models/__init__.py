from .article import ArticleAuthor, ArticleCrossListing, ArticlePage
from .call_to_action import CallToAction
from .category import CategoryIndexPage
from .merged_reference import MergedReference
from .person import PersonPage, TeamIndexPage
from .reference import Reference
from .settings import EditorialSettings

__all__ = [
    "ArticleAuthor",
    "ArticleCrossListing",
    "ArticlePage",
    "CallToAction",
    "CategoryIndexPage",
    "EditorialSettings",
    "MergedReference",
    "PersonPage",
    "Reference",
    "TeamIndexPage",
]
