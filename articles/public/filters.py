"""Filters of article lists, with the number of articles for each choice.

The number at a choice is that of the list with this choice and all other active filters. Two
queries count everything, however many articles, topics and conditions there are.
"""

from datetime import timedelta
from functools import reduce
from operator import and_, or_
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
GUIDELINE_CHOICE = "guideline"
# By level, and apart from them guidelines: an article that cites one may have any strongest source.
SOURCE_LABELS = {
    "5": _("Systematic review"),
    "4": _("Randomised trial"),
    "3": _("Observational"),
    "2": _("Laboratory, imaging or case"),
    "1": _("Opinion or narrative review"),
    GUIDELINE_CHOICE: _("Guideline or official source"),
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


Chosen = dict[str, list[str]]


class FilterCounts:
    """The number of articles for each choice, among those that match all other filters.

    `counts["topic"]["pain"]` is the number for one choice, `any_review` that for no period.
    """

    def __init__(self, articles: ArticleQuerySet, topics: list[CategoryIndexPage], chosen: Chosen):
        active = active_filters(topics, chosen)

        def others(name: str) -> Q:
            return reduce(and_, (q for key, q in active.items() if key != name), Q())

        def count(name: str, condition: Q) -> Count:
            return Count("pk", filter=condition & others(name) or None)

        found = articles.aggregate(
            any_review=count("reviewed", Q()),
            **{f"topic_{topic.pk}": count("topic", in_category_q(topic)) for topic in topics},
            **{f"source_{kind}": count("source", has_source_q([kind])) for kind in SOURCE_LABELS},
            **{
                f"reviewed_{name}": count("reviewed", reviewed_within_q(name))
                for name in REVIEW_PERIODS
            },
        )
        self.any_review: int = found["any_review"]
        self.conditions = list(conditions_with_article_count(articles.filter(others("condition"))))
        self.counts: dict[str, dict[str, int]] = {
            "condition": {one.slug: one.article_count for one in self.conditions},
            "topic": {topic.slug: found[f"topic_{topic.pk}"] for topic in topics},
            "source": {kind: found[f"source_{kind}"] for kind in SOURCE_LABELS},
            "reviewed": {name: found[f"reviewed_{name}"] for name in REVIEW_PERIODS},
        }

    def __getitem__(self, name: str) -> dict[str, int]:
        return self.counts[name]

    def __len__(self) -> int:
        """The weight in the cache."""
        return 1 + sum(map(len, self.counts.values()))


class ListingFilters:
    """The choices for a list of articles, and the articles that match a selection."""

    def __init__(self, articles: ArticleQuerySet, topics: list[CategoryIndexPage]):
        self.topics = topics
        self.counts = FilterCounts(articles, topics, {})
        self.total = self.counts.any_review
        labels: dict[str, list[tuple[str, str]]] = {
            "condition": [(one.slug, one.name) for one in self.counts.conditions],
            "topic": [(topic.slug, topic.title) for topic in topics],
            "source": [(kind, str(label)) for kind, label in SOURCE_LABELS.items()],
            "reviewed": [(name, str(label)) for name, (_years, label) in REVIEW_PERIODS.items()],
        }
        # Periods without articles stay: leaving them out would look like a mistake.
        self.choices = {
            name: [
                FilterChoice(value, label)
                for value, label in named
                if name == "reviewed" or self.counts[name][value]
            ]
            for name, named in labels.items()
        }

    def __len__(self) -> int:
        """The weight in the cache; topics count twice, since they are pages, too."""
        return len(self.topics) + sum(map(len, self.choices.values()))

    def count(self, articles: ArticleQuerySet, chosen: Chosen) -> FilterCounts:
        return FilterCounts(articles, self.topics, chosen)

    def apply(self, articles: ArticleQuerySet, chosen: Chosen) -> ArticleQuerySet:
        """Return the articles that match one chosen value of each active filter."""
        for condition in active_filters(self.topics, chosen).values():
            articles = articles.filter(condition)
        return articles


def active_filters(topics: list[CategoryIndexPage], chosen: Chosen) -> dict[str, Q]:
    """Return the condition of each filter of which a value is chosen."""
    active: dict[str, Q] = {}
    if slugs := chosen.get("condition"):
        tagged = TaggedCondition.objects.filter(tag__slug__in=slugs)
        active["condition"] = Q(pk__in=tagged.values("content_object_id"))
    if slugs := chosen.get("topic"):
        places = (in_category_q(topic) for topic in topics if topic.slug in slugs)
        active["topic"] = reduce(or_, places)
    if kinds := chosen.get("source"):
        active["source"] = has_source_q(kinds)
    if periods := chosen.get("reviewed"):
        active["reviewed"] = reviewed_within_q(periods[0])
    return active


def conditions_with_article_count(articles: ArticleQuerySet):
    """Return the conditions of these articles by name, each with its `article_count`."""
    return (
        Condition.objects.filter(tagged__content_object__in=articles.order_by().values("pk"))
        .annotate(article_count=Count("tagged__content_object", distinct=True))
        .order_by(Lower("name"), "pk")
    )


def has_source_q(kinds: list[str]) -> Q:
    levels = [int(kind) for kind in kinds if kind != GUIDELINE_CHOICE]
    condition = Q(strongest_level__in=levels)
    return condition | Q(cites_guideline=True) if GUIDELINE_CHOICE in kinds else condition


def reviewed_within_q(period: str) -> Q:
    years, _label = REVIEW_PERIODS[period]
    first_day = timezone.localdate() - years * YEAR
    return Q(reviewer__isnull=False, reviewed_on__gte=first_day)
