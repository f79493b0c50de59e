"""The list on a category page: filters, order and pages, all from the query string.

The order of a list, however long, is read once and kept as ids until content changes: a page of it
is a look-up of twelve articles, the eight thousandth like the first.

Whatever the query string holds, the answer is a list or a 404: unknown filter values are ignored,
and a page that does not exist is not found.

Search engines keep each page of the plain list, under its own address (`?page=2` is no copy of the
first page). A narrowed or sorted list shows the same articles again under one of very many
addresses: it says `noindex, follow`, and names no canonical address, since "leave this out" and
"this is that page" contradict each other. Parameters nobody knows change nothing, so the page says
its canonical address without them.
"""

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import F, OrderBy
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.cache.objects import cached_cards
from articles.cache.versioned import VersionedLRUCache
from articles.models.article import ArticlePage
from articles.models.category import CategoryIndexPage
from articles.models.page_context import provide_context
from articles.public.filters import FILTER_LABELS, ListingFilters
from articles.public.pagination import pagination_context

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE_SIZE = 12
SINGLE_VALUE_PARAMS = ("reviewed", "sort")
NEWEST_REVIEW_FIRST = F("reviewed_on").desc(nulls_last=True)
SORT_ORDERS: "dict[str, tuple[StrOrPromise, list[str | Lower | OrderBy]]]" = {
    "": (_("Most recently reviewed"), []),
    "strongest": (_("Strongest source"), ["-strongest_level", NEWEST_REVIEW_FIRST, "-pk"]),
    "title": (_("Title, A to Z"), [Lower("title"), "pk"]),
}


class ListingOrder(NamedTuple):
    """The ids of a list in its order: twelve follow one another on each page."""

    featured: int | None
    ids: array


# Eight bytes for each article, and something for the list itself: some four megabytes at most.
order_cache = VersionedLRUCache(
    "listing orders", max_weight=500_000, weight=lambda order: len(order.ids) + 100
)
# As many choices as thirty on each of a thousand lists.
filters_cache = VersionedLRUCache("listing filters", max_weight=30_000, weight=len)


class ListingForm(forms.Form):
    """Filters as a GET form. A filter without choices is left out."""

    condition = forms.MultipleChoiceField(
        label=FILTER_LABELS["condition"], required=False, widget=forms.CheckboxSelectMultiple
    )
    topic = forms.MultipleChoiceField(
        label=FILTER_LABELS["topic"], required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.MultipleChoiceField(
        label=FILTER_LABELS["source"], required=False, widget=forms.CheckboxSelectMultiple
    )
    reviewed = forms.ChoiceField(
        label=FILTER_LABELS["reviewed"], required=False, widget=forms.RadioSelect
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[(value, words) for value, (words, _order) in SORT_ORDERS.items()],
    )


class Listing:
    """One request's view of a category: `context()` is what the template needs."""

    def __init__(self, category, request):
        self.category = category
        self.query: QueryDict = request.GET
        self.path = request.path

    @cached_property
    def all_articles(self):
        return ArticlePage.objects.visible().in_category(self.category)

    @cached_property
    def filters(self) -> ListingFilters:
        """The choices and their numbers, kept in each language until content changes."""
        return filters_cache.get((self.category.pk, get_language()), self._build_filters)

    def _build_filters(self) -> ListingFilters:
        topics = CategoryIndexPage.objects.child_of(self.category).visible().order_by("path")
        return ListingFilters(self.all_articles, list(topics))

    @cached_property
    def cleaned_query(self) -> QueryDict:
        """The query string without anything that is not on offer, always in the same order."""
        offered = {
            name: [choice.value for choice in choices]
            for name, choices in self.filters.choices.items()
        } | {"sort": [value for value in SORT_ORDERS if value]}
        values = QueryDict(mutable=True)
        for name, known in offered.items():
            asked = set(self.query.getlist(name))
            found = [value for value in known if value in asked]
            if found:
                values.setlist(name, found[:1] if name in SINGLE_VALUE_PARAMS else found)
        return values

    @cached_property
    def form(self) -> ListingForm:
        """The filters as a form, showing what is on and how many articles each choice has."""
        form = ListingForm(self.cleaned_query)
        for name, choices in self.filters.choices.items():
            if choices:
                field = cast(forms.ChoiceField, form.fields[name])
                counted = [(value, f"{label} ({number})") for value, label, number in choices]
                anything = [("", f"{_('Any time')} ({self.filters.total})")]
                field.choices = [*anything, *counted] if name in SINGLE_VALUE_PARAMS else counted
            else:
                del form.fields[name]
        return form

    @cached_property
    def is_filtered(self) -> bool:
        return any(name in self.cleaned_query for name in FILTER_LABELS)

    @cached_property
    def order(self) -> ListingOrder:
        """The featured article and all others of the list, kept until content changes."""
        key = (self.category.pk, self.category.featured_article_id, self.cleaned_query.urlencode())
        return order_cache.get(key, self._build_order)

    def _build_order(self) -> ListingOrder:
        found = self.filters.apply(self.all_articles, dict(self.cleaned_query.lists()))
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
        """The large article above an unfiltered list: as chosen, else the newest reviewed."""
        if self.is_filtered or len(ids) < 2:
            return None
        chosen = self.category.featured_article_id
        if chosen in ids:
            return chosen
        return (
            ids[0]
            if "sort" not in self.cleaned_query
            else self._sorted_ids(self.all_articles, "")[0]
        )

    @cached_property
    def page(self):
        """The page asked for, or 404 when it is no number or beyond the end."""
        try:
            return Paginator(self.order.ids, PAGE_SIZE).page(self.query.get("page", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    @cached_property
    def articles(self) -> dict[int, ArticlePage]:
        """Those the page shows, by id, the featured one among them: at most one query."""
        shown = list(self.page.object_list)
        if self.order.featured and self.page.number == 1:
            shown.append(self.order.featured)
        return cached_cards(ArticlePage.objects, shown)

    @cached_property
    def chips(self) -> list[dict[str, "StrOrPromise"]]:
        """The filters that are on, each with the address that takes it off."""
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
        """Whether the query is what a link of this list would say, with nothing added."""
        own = QueryDict(self._url(self.page.number).partition("?")[2])
        return dict(own.lists()) == dict(self.query.lists())

    def _url(self, page: int = 1, without: tuple[str, str] | None = None) -> str:
        """This list at another page, or with one filter less."""
        values = QueryDict(mutable=True)
        for name, chosen in self.cleaned_query.lists():
            values.setlist(name, [value for value in chosen if (name, value) != without])
        if page > 1:
            values["page"] = str(page)
        query = values.urlencode()
        return f"{self.path}?{query}" if query else self.path

    def get_context(self) -> dict:
        page, featured = self.page, self.order.featured
        context = pagination_context(page, self._url) | {
            "children": self.filters.topics,
            "total": self.filters.total,
            "featured": self.articles.get(featured) if featured else None,
            "has_featured": bool(featured),
            "form": self.form,
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
    """Return the list of a category; nothing in the preview of a new one."""
    return Listing(category, request).get_context() if category.path else {}
