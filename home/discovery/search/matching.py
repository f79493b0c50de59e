"""Which public pages answer a query, and in what order.

The order is made of what both databases agree on: pages with every word in their title, then those
with some of them there, then those with them only in their text; within each the most recently
reviewed first.

How many there are of each kind and which come first is kept until content changes: of a word that
stands everywhere both take a look at every page. So only so many results can be leafed through.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, IntegerField, Value, When
from wagtail.models import Page, Site

from articles.cache.objects import cached_cards
from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage, PersonPage
from articles.models.base import SitePage, VisibleQuerySet
from home.discovery.search.backend import matching_ids
from home.discovery.search.words import Term

ARTICLES, PEOPLE, PAGES = "articles", "people", "pages"
KINDS = (ARTICLES, PEOPLE, PAGES)
# A hundred pages of twelve.
MAX_RESULTS = 1200

counts_cache = VersionedLRUCache("search counts", max_weight=5000)
ranking_cache = VersionedLRUCache(
    "search rankings", max_weight=100_000, weight=lambda rows: len(rows) + 10
)


def result_kind(model: type[Page]) -> str:
    """Under which tab pages of a type are found."""
    if issubclass(model, ArticlePage):
        return ARTICLES
    return PEOPLE if issubclass(model, PersonPage) else PAGES


def searchable_types() -> dict[int, type[Page]]:
    """The page types that are searched, by content type: all but the home page."""
    models = [model for model in apps.get_models() if issubclass(model, SitePage)]
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*models).items()}


@dataclass(frozen=True)
class Matches:
    """The public pages of one site that hold every term; never a page's alias beside it."""

    site: Site
    terms: list[Term]
    excluded_ids: tuple[int, ...] = ()
    types: dict[int, type[Page]] = field(default_factory=searchable_types)

    def _found(self, name: str, *, every: bool = True) -> Any:
        return matching_ids(name, self.terms, self.types, every=every)

    def _pages(self, name: str) -> Any:
        pages = VisibleQuerySet(Page).visible().filter(pk__in=self._found(name))
        inside = pages.filter(path__startswith=self.site.root_page.path, alias_of__isnull=True)
        return inside.exclude(pk__in=self.excluded_ids) if self.excluded_ids else inside

    @property
    def _key(self) -> tuple:
        return (self.site.pk, tuple(self.terms), self.excluded_ids)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return counts_cache.get(self._key, self._count)

    def _count(self) -> dict[str, int]:
        rows = self._pages("body").order_by().values_list("content_type").annotate(Count("pk"))
        counts = dict.fromkeys(KINDS, 0)
        for content_type, number in rows:
            counts[result_kind(self.types[content_type])] += number
        return counts

    def ranked_ids(self, kind: str = "") -> list[tuple[int, int]]:
        """Ids with content types, best first; of one kind or of all, and not more than `MOST`."""
        return ranking_cache.get((*self._key, kind), lambda: list(self._ranked(kind)[:MAX_RESULTS]))

    def _ranked(self, kind: str) -> Any:
        pages = self._pages("body")
        if kind:
            pages = pages.filter(content_type__in=self._types_of(kind))
        ranks = [When(pk__in=self._found("title"), then=Value(2))]
        if len(self.terms) > 1:
            ranks.append(When(pk__in=self._found("title", every=False), then=Value(1)))
        in_title = Case(*ranks, default=Value(0), output_field=IntegerField())
        newest = F("articlepage__reviewed_on").desc(nulls_last=True)
        ordered = pages.order_by(in_title.desc(), newest, "-pk")
        return ordered.values_list("pk", "content_type")

    def by_title(self) -> Any:
        """Pages whose title holds every term, as suggestions while somebody types."""
        newest = F("articlepage__reviewed_on").desc(nulls_last=True)
        return self._pages("title").order_by(newest, "-pk")

    def _types_of(self, kind: str) -> list[int]:
        return [pk for pk, model in self.types.items() if result_kind(model) == kind]


def load_pages(found: Iterable[tuple[int, int]], types: dict[int, type[Page]]) -> list[Any]:
    """The specific pages of these ids, in the same order; at most one query for each type.

    Articles come with what their cards show and no more.
    """
    rows = list(found)
    pages: dict[int, Any] = {}
    for content_type in dict.fromkeys(kind for _pk, kind in rows):
        ids = [pk for pk, kind in rows if kind == content_type]
        objects = types[content_type].objects
        if result_kind(types[content_type]) == ARTICLES:
            pages |= cached_cards(objects, ids)
        else:
            pages |= objects.order_by().in_bulk(ids)
    return [pages[pk] for pk, _kind in rows if pk in pages]
