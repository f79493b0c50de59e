"""The list on a category page: filters, order and pages, all from the query string.

The order of a list is cached as ids until content changes, so each of its pages is a look-up of
twelve articles. Unknown filter values are ignored; a page number that does not exist is a 404.

Search engines index each page of the default list under its own URL. A filtered or sorted list
repeats the same articles under very many URLs: it has `noindex, follow` and no canonical URL, since
the two would contradict each other. Unknown parameters are left out of the canonical URL.
"""

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import F, OrderBy
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.cache.objects import cached_cards
from articles.cache.versioned import VersionedLRUCache
from articles.models.article import ArticlePage
from articles.models.category import CategoryIndexPage
from articles.models.page_context import provide_context
from articles.public.filters import FILTER_LABELS, FilterCounts, ListingFilters
from articles.public.pagination import pagination_context

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE_SIZE = 12
SINGLE_VALUE_PARAMS = ("reviewed", "sort")
NEWEST_REVIEW_FIRST = F("reviewed_on").desc(nulls_last=True)
SORT_ORDERS: "dict[str, tuple[StrOrPromise, list[str | Lower | OrderBy]]]" = {
    "": (_("Most recently reviewed"), []),
    # Guidelines are not ranked. Among articles with equally strong studies they come first, so that
    # an article that rests on guidelines alone is not listed among those that rest on nothing.
    "strongest": (
        _("Strongest source"),
        ["-strongest_level", "-cites_guideline", NEWEST_REVIEW_FIRST, "-pk"],
    ),
    "title": (_("Title, A to Z"), [Lower("title"), "pk"]),
}


class ListingOrder(NamedTuple):
    """The ids of the articles in a list, in order."""

    featured: int | None
    ids: array


# Eight bytes for each article and some for the list: about four megabytes at most.
order_cache = VersionedLRUCache(
    "listing orders", max_weight=500_000, weight=lambda order: len(order.ids) + 100
)
# Thirty choices on each of a thousand lists, and for each of a thousand selections.
filters_cache = VersionedLRUCache("listing filters", max_weight=30_000, weight=len)
counts_cache = VersionedLRUCache("filter counts", max_weight=30_000, weight=len)


class ListingForm(forms.Form):
    """The filters that have choices, with the number of articles for each choice.

    A choice without articles stays, since it is there without the other filters.
    """

    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[(value, label) for value, (label, _order) in SORT_ORDERS.items()],
    )

    def __init__(self, query: QueryDict, filters: ListingFilters, counts: FilterCounts):
        super().__init__(query)
        for name, choices in filters.choices.items():
            options: dict[str, Any] = {"label": FILTER_LABELS[name], "required": False}
            counted = [
                (value, f"{label} ({counts[name].get(value, 0)})") for value, label in choices
            ]
            if choices and name in SINGLE_VALUE_PARAMS:
                counted.insert(0, ("", f"{_('Any time')} ({counts.any_review})"))
                self.fields[name] = forms.ChoiceField(
                    choices=counted, widget=forms.RadioSelect, **options
                )
            elif choices:
                self.fields[name] = forms.MultipleChoiceField(
                    choices=counted, widget=forms.CheckboxSelectMultiple, **options
                )


class Listing:
    """The list of a category for one request."""

    def __init__(self, category, request):
        self.category = category
        self.query: QueryDict = request.GET
        self.path = request.path

    @cached_property
    def all_articles(self):
        return ArticlePage.objects.visible().in_category(self.category).without_duplicates()

    @cached_property
    def filters(self) -> ListingFilters:
        """The choices and their numbers, cached for each language."""
        return filters_cache.get((self.category.pk, get_language()), self._build_filters)

    def _build_filters(self) -> ListingFilters:
        topics = CategoryIndexPage.objects.child_of(self.category).visible().without_duplicates()
        return ListingFilters(self.all_articles, list(topics.order_by("path")))

    @cached_property
    def cleaned_query(self) -> QueryDict:
        """The query string reduced to available values, in a fixed order."""
        available = {
            name: [choice.value for choice in choices]
            for name, choices in self.filters.choices.items()
        } | {"sort": [value for value in SORT_ORDERS if value]}
        query = QueryDict(mutable=True)
        for name, values in available.items():
            requested = set(self.query.getlist(name))
            if chosen := [value for value in values if value in requested]:
                query.setlist(name, chosen[:1] if name in SINGLE_VALUE_PARAMS else chosen)
        return query

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """The chosen values of the active filters."""
        return {name: values for name, values in self.cleaned_query.lists() if name != "sort"}

    @property
    def is_filtered(self) -> bool:
        return bool(self.chosen)

    @property
    def counts(self) -> FilterCounts:
        """The number of articles for each choice given the other filters, cached."""
        if not self.is_filtered:
            return self.filters.counts
        key = (self.category.pk, urlencode(self.chosen, doseq=True))
        return counts_cache.get(key, lambda: self.filters.count(self.all_articles, self.chosen))

    @cached_property
    def order(self) -> ListingOrder:
        """The featured article and all others of the list, cached."""
        key = (self.category.pk, self.category.featured_article_id, self.cleaned_query.urlencode())
        return order_cache.get(key, self._build_order)

    def _build_order(self) -> ListingOrder:
        found = self.filters.apply(self.all_articles, self.chosen)
        ids = array("q", self._sorted_ids(found, self.cleaned_query.get("sort", "")))
        featured = self._choose_featured(ids)
        if featured:
            ids.remove(featured)
        return ListingOrder(featured, ids)

    def _sorted_ids(self, articles, sort: str):
        order = SORT_ORDERS[sort][1]
        found = articles.order_by(*order) if order else articles.newest_review_first()
        return found.values_list("pk", flat=True)

    def _choose_featured(self, ids: array) -> int | None:
        """Return the featured article of an unfiltered list: chosen, or the newest reviewed."""
        if self.is_filtered or len(ids) < 2:
            return None
        chosen = self.category.featured_article_id
        if chosen in ids:
            return chosen
        is_sorted = "sort" in self.cleaned_query
        return self._sorted_ids(self.all_articles, "")[0] if is_sorted else ids[0]

    @cached_property
    def page(self):
        """The requested page; raises 404 if it does not exist."""
        try:
            return Paginator(self.order.ids, PAGE_SIZE).page(self.query.get("page", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    @cached_property
    def articles(self) -> dict[int, ArticlePage]:
        """The articles on the page by id, including the featured one; at most one query."""
        shown = list(self.page.object_list)
        if self.order.featured and self.page.number == 1:
            shown.append(self.order.featured)
        return cached_cards(ArticlePage.objects, shown)

    @cached_property
    def chips(self) -> list[dict[str, "StrOrPromise"]]:
        """The active filters, each with the URL that removes it."""
        return [
            {
                "filter": FILTER_LABELS[name],
                "label": choice.label,
                "remove_url": self._url(without=(name, choice.value)),
            }
            for name, choices in self.filters.choices.items()
            for choice in choices
            if choice.value in self.cleaned_query.getlist(name)
        ]

    @property
    def has_canonical_query(self) -> bool:
        """True if a link of this list could have this query string."""
        own = QueryDict(self._url(self.page.number).partition("?")[2])
        return dict(own.lists()) == dict(self.query.lists())

    def _url(self, page: int = 1, without: tuple[str, str] | None = None) -> str:
        """Return the URL of another page, or of the list without one filter value."""
        query = QueryDict(mutable=True)
        for name, chosen in self.cleaned_query.lists():
            query.setlist(name, [value for value in chosen if (name, value) != without])
        if page > 1:
            query["page"] = str(page)
        return f"{self.path}?{query.urlencode()}" if query.urlencode() else self.path

    @property
    def shown_range(self) -> dict[str, int]:
        """The numbers of the first and the last article shown, and of all; a featured one is 1."""
        page, featured = self.page, int(bool(self.order.featured))
        return {
            "first_shown": 1 if page.number == 1 else page.start_index() + featured,
            "last_shown": page.end_index() + featured,
            "result_count": page.paginator.count + featured,
        }

    def get_context(self) -> dict:
        page, featured = self.page, self.order.featured
        context = pagination_context(page, self._url) | {
            **self.shown_range,
            "children": self.filters.topics,
            "total": self.filters.total,
            "featured": self.articles.get(featured) if featured else None,
            "form": ListingForm(self.cleaned_query, self.filters, self.counts),
            "active_query": self.cleaned_query.urlencode(),
            "chips": self.chips,
            "active_filter_count": len(self.chips),
            "is_default_listing": not self.cleaned_query,
            "has_canonical_query": self.has_canonical_query,
            "clear_url": self.path,
        }
        page.object_list = [self.articles[pk] for pk in page.object_list if pk in self.articles]
        return context


@provide_context(CategoryIndexPage)
def listing_context(category: CategoryIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the list of a category, or nothing in the preview of a new one."""
    return Listing(category, request).get_context() if category.path else {}
