"""Filters of article lists, with the number of articles for each choice.

Two queries count everything, however many articles, topics and conditions there are.
"""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticleQuerySet, in_category_q
from articles.models.category import CategoryIndexPage
from articles.models.condition import Condition, TaggedCondition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

YEAR = timedelta(days=365)
SOURCE_LEVEL_LABELS = {
    5: _("Systematic review"),
    4: _("Randomised trial"),
    3: _("Observational"),
    2: _("Laboratory, imaging or case"),
    1: _("Guidance or opinion"),
}
# Up to three years, the longest review interval.
REVIEW_PERIODS = {
    "year": (1, _("In the last 12 months")),
    "two-years": (2, _("In the last 24 months")),
    "three-years": (3, _("In the last 36 months")),
}
# In the order of the page and of query strings.
FILTER_LABELS: "dict[str, StrOrPromise]" = {
    "condition": _("Condition"),
    "topic": _("Topic"),
    "source": _("Strongest source"),
    "reviewed": _("Reviewed"),
}


class FilterChoice(NamedTuple):
    """One value of a filter."""

    value: str
    label: str
    article_count: int


class ListingFilters:
    """The choices for a list of articles, and the articles that match a selection."""

    def __init__(self, articles: ArticleQuerySet, topics: list[CategoryIndexPage]):
        self.topics = topics
        counts = articles.aggregate(
            total=Count("pk"),
            **{f"topic_{topic.pk}": Count("pk", filter=in_category_q(topic)) for topic in topics},
            **{
                f"source_{level}": Count("pk", filter=Q(strongest_level=level))
                for level in SOURCE_LEVEL_LABELS
            },
            **{name: Count("pk", filter=reviewed_within_q(name)) for name in REVIEW_PERIODS},
        )
        self.total: int = counts["total"]
        self.choices: dict[str, list[FilterChoice]] = {
            "condition": [
                FilterChoice(condition.slug, condition.name, condition.article_count)
                for condition in conditions_with_article_count(articles)
            ],
            "topic": [
                FilterChoice(topic.slug, topic.title, counts[f"topic_{topic.pk}"])
                for topic in topics
            ],
            "source": [
                FilterChoice(str(level), str(label), counts[f"source_{level}"])
                for level, label in SOURCE_LEVEL_LABELS.items()
            ],
            "reviewed": [
                FilterChoice(name, str(label), counts[name])
                for name, (_years, label) in REVIEW_PERIODS.items()
            ],
        }
        # Periods without articles stay: leaving them out would look like a mistake.
        for name in ("topic", "source"):
            self.choices[name] = [choice for choice in self.choices[name] if choice.article_count]

    def __len__(self) -> int:
        """The weight in the cache; topics count twice, since they are pages, too."""
        return len(self.topics) + sum(map(len, self.choices.values()))

    def apply(self, articles: ArticleQuerySet, chosen: dict[str, list[str]]) -> ArticleQuerySet:
        """Return the articles that match one chosen value of each active filter."""
        if slugs := chosen.get("condition"):
            tagged = TaggedCondition.objects.filter(tag__slug__in=slugs)
            articles = articles.filter(pk__in=tagged.values("content_object_id"))
        if slugs := chosen.get("topic"):
            places = (in_category_q(topic) for topic in self.topics if topic.slug in slugs)
            articles = articles.filter(reduce(or_, places))
        if levels := chosen.get("source"):
            articles = articles.filter(strongest_level__in=[int(level) for level in levels])
        if periods := chosen.get("reviewed"):
            articles = articles.filter(reviewed_within_q(periods[0]))
        return articles


def conditions_with_article_count(articles: ArticleQuerySet):
    """Return the conditions of these articles by name, each with its `article_count`."""
    return (
        Condition.objects.filter(tagged__content_object__in=articles.order_by().values("pk"))
        .annotate(article_count=Count("tagged__content_object", distinct=True))
        .order_by(Lower("name"), "pk")
    )


def reviewed_within_q(period: str) -> Q:
    years, _label = REVIEW_PERIODS[period]
    first_day = timezone.localdate() - years * YEAR
    return Q(reviewer__isnull=False, reviewed_on__gte=first_day)
