"""Public pages that match a query, and their order.

The order is the same on both databases: see `Matches.order`.

Counts and rankings are cached until content changes, since a common word makes the database read
every page. For the same reason the number of results is limited.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from articles.cache.objects import cached_cards
from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage, PersonPage
from articles.models.base import SitePage, VisibleQuerySet
from home.care.models import ConditionPage, PlacePage, ServicePage
from home.discovery.search.backend import matching_ids
from home.discovery.search.terms import Term

SERVICES, CONDITIONS, PLACES = "services", "conditions", "places"
ARTICLES, PEOPLE, PAGES = "articles", "people", "pages"
# All other types are pages.
KIND_OF_TYPE: dict[type[Page], str] = {
    ServicePage: SERVICES,
    ConditionPage: CONDITIONS,
    ArticlePage: ARTICLES,
    PersonPage: PEOPLE,
    PlacePage: PLACES,
}
KINDS = (*KIND_OF_TYPE.values(), PAGES)
# Shown with a result.
RELATED = {
    SERVICES: ("prices", "lead_image__renditions"),
    CONDITIONS: ("lead_image__renditions",),
}
# A hundred pages of twelve.
MAX_RESULTS = 1200

counts_cache = VersionedLRUCache("search counts", max_weight=5000)
ranking_cache = VersionedLRUCache(
    "search rankings", max_weight=100_000, weight=lambda rows: len(rows) + 10
)


def result_kind(model: type[Page]) -> str:
    """Return the tab for pages of this type."""
    kinds = (kind for each, kind in KIND_OF_TYPE.items() if issubclass(model, each))
    return next(kinds, PAGES)


def searchable_types() -> dict[int, type[Page]]:
    """Return the page types that are searched, all but the home page, by content type id."""
    models = [model for model in apps.get_models() if issubclass(model, SitePage)]
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*models).items()}


@dataclass(frozen=True)
class Matches:
    """The public pages of one site that contain every term, without aliases."""

    site: Site
    terms: list[Term]
    excluded_ids: tuple[int, ...] = ()
    types: dict[int, type[Page]] = field(default_factory=searchable_types)

    def _ids(self, name: str, *, every: bool = True, exact: bool = False) -> Any:
        return matching_ids(name, self.terms, self.types, every=every, exact=exact)

    def _pages(self, name: str) -> Any:
        pages = VisibleQuerySet(Page).visible().filter(pk__in=self._ids(name))
        inside = pages.filter(path__startswith=self.site.root_page.path, alias_of__isnull=True)
        return inside.exclude(pk__in=self.excluded_ids) if self.excluded_ids else inside

    @property
    def _key(self) -> tuple:
        return (self.site.pk, tuple(self.terms), self.excluded_ids)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of pages of each kind."""
        return counts_cache.get(self._key, self._count)

    def _count(self) -> dict[str, int]:
        rows = self._pages("body").order_by().values_list("content_type").annotate(Count("pk"))
        counts = dict.fromkeys(KINDS, 0)
        for content_type, number in rows:
            counts[result_kind(self.types[content_type])] += number
        return counts

    def ranked_ids(self, kind: str = "") -> list[tuple[int, int]]:
        """Return page and content type ids, best first, of one kind or of all."""
        return ranking_cache.get((*self._key, kind), lambda: list(self._ranked(kind)[:MAX_RESULTS]))

    def _ranked(self, kind: str) -> Any:
        pages = self._pages("body")
        if kind:
            pages = pages.filter(content_type__in=self._types_of(kind))
        return pages.order_by(*self.order).values_list("pk", "content_type")

    @property
    def order(self) -> tuple[Any, ...]:
        """Best first: by rank; then what the clinic offers; then by date of review."""
        offers = [*self._types_of(SERVICES), *self._types_of(CONDITIONS)]
        is_offer = Case(When(content_type__in=offers, then=Value(1)), default=Value(0))
        newest = F("articlepage__reviewed_on").desc(nulls_last=True)
        return self.rank.desc(), is_offer.desc(), newest, "-pk"

    @property
    def rank(self) -> Case:
        """The rank of a page, of which the highest comes first.

        A title counts more than a text, and there the words of the query more than others with the
        same stem or meaning.
        """
        every, text = self._in("title"), self._in("body", exact=True)
        conditions = [self._in("title", exact=True), every, text]
        if len(self.terms) > 1:
            some = self._in("title", every=False)
            conditions = [*conditions[:2], some & text, text, some]
        whens = [
            When(condition, then=Value(len(conditions) - place))
            for place, condition in enumerate(conditions)
        ]
        return Case(*whens, default=Value(0), output_field=IntegerField())

    def _in(self, name: str, **options: bool) -> Q:
        return Q(pk__in=self._ids(name, **options))

    def by_title(self) -> Any:
        """Return pages whose title contains every term, as suggestions while typing."""
        return self._pages("title").order_by(*self.order)

    def _types_of(self, kind: str) -> list[int]:
        return [pk for pk, model in self.types.items() if result_kind(model) == kind]


def load_pages(ids: Iterable[tuple[int, int]], types: dict[int, type[Page]]) -> list[Any]:
    """Return the specific pages in the same order, with a bounded number of queries for each type.

    Articles are loaded as cards, services with their prices.
    """
    rows = list(ids)
    pages: dict[int, Any] = {}
    for content_type in dict.fromkeys(kind for _pk, kind in rows):
        pks = [pk for pk, kind in rows if kind == content_type]
        objects = types[content_type].objects
        if result_kind(types[content_type]) == ARTICLES:
            pages |= cached_cards(objects, pks)
        else:
            related = RELATED.get(result_kind(types[content_type]), ())
            pages |= objects.order_by().prefetch_related(*related).in_bulk(pks)
    return [pages[pk] for pk, _kind in rows if pk in pages]
