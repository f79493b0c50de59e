"""The list on a category page: filters, order and pages, all from the query string.

Whatever the query string holds, the answer is a list or a 404: unknown filter values are ignored,
and a page that does not exist is not found.

Search engines keep each page of the plain list, under its own address (`?page=2` is no copy of the
first page). A narrowed or sorted list shows the same articles again under one of very many
addresses: it says `noindex, follow`, and names no canonical address, since "leave this out" and
"this is that page" contradict each other. Parameters nobody knows change nothing, so the page says
its canonical address without them.
"""

from typing import TYPE_CHECKING, cast

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import F, OrderBy
from django.db.models.functions import Lower
from django.http import Http404, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.filters import LABELS, Filters
from articles.models.article import ArticlePage
from articles.models.category import CategoryIndexPage
from articles.pagination import pagination

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE_SIZE = 12
SINGLE = ("reviewed", "sort")
NEWEST = F("reviewed_on").desc(nulls_last=True)
SORTS: "dict[str, tuple[StrOrPromise, list[str | Lower | OrderBy]]]" = {
    "": (_("Most recently reviewed"), []),
    "strongest": (_("Strongest source"), ["-strongest_level", NEWEST, "-pk"]),
    "title": (_("Title, A to Z"), [Lower("title"), "pk"]),
}


class ListingForm(forms.Form):
    """Filters as a GET form. A filter without choices is left out."""

    condition = forms.MultipleChoiceField(
        label=LABELS["condition"], required=False, widget=forms.CheckboxSelectMultiple
    )
    topic = forms.MultipleChoiceField(
        label=LABELS["topic"], required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.MultipleChoiceField(
        label=LABELS["source"], required=False, widget=forms.CheckboxSelectMultiple
    )
    reviewed = forms.ChoiceField(label=LABELS["reviewed"], required=False, widget=forms.RadioSelect)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[(value, words) for value, (words, _order) in SORTS.items()],
    )


class Listing:
    """One request's view of a category: `context()` is what the template needs."""

    def __init__(self, category, request):
        self.category = category
        self.query: QueryDict = request.GET
        self.path = request.path

    @cached_property
    def everything(self):
        return ArticlePage.objects.visible().in_category(self.category)

    @cached_property
    def topics(self):
        return list(CategoryIndexPage.objects.child_of(self.category).visible().order_by("path"))

    @cached_property
    def filters(self) -> Filters:
        return Filters(self.everything, self.topics)

    @cached_property
    def values(self) -> QueryDict:
        """The query string without anything that is not on offer, always in the same order."""
        offered = {
            name: [choice.value for choice in choices]
            for name, choices in self.filters.choices.items()
        } | {"sort": [value for value in SORTS if value]}
        values = QueryDict(mutable=True)
        for name, known in offered.items():
            asked = set(self.query.getlist(name))
            found = [value for value in known if value in asked]
            if found:
                values.setlist(name, found[:1] if name in SINGLE else found)
        return values

    @cached_property
    def form(self) -> ListingForm:
        """The filters as a form, showing what is on and how many articles each choice has."""
        form = ListingForm(self.values)
        for name, choices in self.filters.choices.items():
            if choices:
                field = cast(forms.ChoiceField, form.fields[name])
                counted = [(value, f"{label} ({number})") for value, label, number in choices]
                anything = [("", f"{_('Any time')} ({self.filters.total})")]
                field.choices = [*anything, *counted] if name in SINGLE else counted
            else:
                del form.fields[name]
        return form

    @cached_property
    def filtered(self) -> bool:
        return any(name in self.values for name in LABELS)

    @cached_property
    def featured(self):
        """The large article above an unfiltered list: as chosen, else the newest reviewed."""
        if self.filtered or self.filters.total < 2:
            return None
        chosen = self.category.featured_article_id
        found = self.everything.filter(pk=chosen).first() if chosen else None
        return found or self.everything.newest_review_first().first()

    @property
    def articles(self):
        """The filtered and sorted articles, without the featured one."""
        found = self.filters.apply(self.everything, dict(self.values.lists()))
        if self.featured:
            found = found.exclude(pk=self.featured.pk)
        order = SORTS[self.values.get("sort", "")][1]
        return found.order_by(*order) if order else found.newest_review_first()

    @cached_property
    def page(self):
        """The page asked for, or 404 when it is no number or beyond the end."""
        paginator = Paginator(self.articles, PAGE_SIZE)
        if not self.filtered:  # the number is known: spares a query
            paginator.count = self.filters.total - bool(self.featured)
        try:
            return paginator.page(self.query.get("page", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    @cached_property
    def chips(self) -> list[dict[str, "StrOrPromise"]]:
        """The filters that are on, each with the address that takes it off."""
        return [
            {
                "filter": LABELS[name],
                "label": choice.label,
                "remove_url": self._url(without=(name, choice.value)),
            }
            for name, choices in self.filters.choices.items()
            for choice in choices
            if choice.value in self.values.getlist(name)
        ]

    def _url(self, page: int = 1, without: tuple[str, str] | None = None) -> str:
        """This list at another page, or with one filter less."""
        values = QueryDict(mutable=True)
        for name, chosen in self.values.lists():
            values.setlist(name, [value for value in chosen if (name, value) != without])
        if page > 1:
            values["page"] = str(page)
        query = values.urlencode()
        return f"{self.path}?{query}" if query else self.path

    def context(self) -> dict:
        page = self.page
        return pagination(page, self._url) | {
            "children": self.topics,
            "total": self.filters.total,
            "featured": self.featured if page.number == 1 else None,
            "is_rest": bool(self.featured),
            "form": self.form,
            "chips": self.chips,
            "filters_on": len(self.chips),
            "is_plain": not self.values,
            "clear_url": self.path,
        }
