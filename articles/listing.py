"""The list on a category page: filters, order and pages, all from the query string.

Whatever the query string holds, the answer is a list or a 404: unknown filter values are ignored,
and a page that does not exist is not found.
"""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, cast

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.db.models import Count, F, OrderBy, Q
from django.db.models.functions import Lower
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models.article import ArticlePage, within
from articles.models.category import CategoryIndexPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE_SIZE = 12
FILTERS = ("topic", "source", "reviewed")
YEAR = timedelta(days=365)
SOURCES = [
    ("5", _("Systematic review")),
    ("4", _("Randomised trial")),
    ("3", _("Observational")),
    ("2", _("Laboratory, imaging or case")),
    ("1", _("Guidance or opinion")),
]
REVIEWED = [("", _("Any time")), ("year", _("In the last 12 months"))]
NEWEST = F("reviewed_on").desc(nulls_last=True)
SORTS: "dict[str, tuple[StrOrPromise, list[str | Lower | OrderBy]]]" = {
    "": (_("Most recently reviewed"), []),
    "strongest": (_("Strongest source"), ["-strongest_level", NEWEST, "-pk"]),
    "title": (_("Title, A to Z"), [Lower("title"), "pk"]),
}


class ListingForm(forms.Form):
    """Filters as a GET form. A filter without choices is left out."""

    topic = forms.MultipleChoiceField(
        label=_("Topic"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.MultipleChoiceField(
        label=_("Strongest source"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reviewed = forms.ChoiceField(
        label=_("Reviewed"), required=False, choices=REVIEWED, widget=forms.RadioSelect
    )
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
    def counts(self) -> dict[str, int]:
        """Articles in all, per topic and per level of the strongest source, in one query."""
        return self.everything.aggregate(
            total=Count("pk"),
            **{f"topic_{t.pk}": Count("pk", filter=within(t)) for t in self.topics},
            **{
                f"source_{level}": Count("pk", filter=Q(strongest_level=int(level)))
                for level, _words in SOURCES
            },
        )

    @cached_property
    def choices(self) -> dict[str, dict[str, str]]:
        """What each filter offers, by value; topics and sources without articles are left out."""
        return {
            "topic": {t.slug: t.title for t in self.topics if self.counts[f"topic_{t.pk}"]},
            "source": {lv: str(name) for lv, name in SOURCES if self.counts[f"source_{lv}"]},
            "reviewed": {value: str(label) for value, label in REVIEWED if value},
            "sort": {value: str(label) for value, (label, _order) in SORTS.items() if value},
        }

    @cached_property
    def values(self) -> QueryDict:
        """The query string without anything that is not on offer."""
        values = QueryDict(mutable=True)
        for name, offered in self.choices.items():
            found = list(dict.fromkeys(v for v in self.query.getlist(name) if v in offered))
            if found:
                values.setlist(name, found if name in ("topic", "source") else found[-1:])
        return values

    @cached_property
    def form(self) -> ListingForm:
        """The filters as a form, showing what is on and how many articles each choice has."""
        form = ListingForm(self.values)
        counted = {
            "topic": {t.slug: self.counts[f"topic_{t.pk}"] for t in self.topics},
            "source": {level: self.counts[f"source_{level}"] for level, _name in SOURCES},
        }
        for name, numbers in counted.items():
            if offered := self.choices[name]:
                field = cast(forms.MultipleChoiceField, form.fields[name])
                field.choices = [(v, f"{label} ({numbers[v]})") for v, label in offered.items()]
            else:
                del form.fields[name]
        return form

    @cached_property
    def filtered(self) -> bool:
        return any(name in self.values for name in FILTERS)

    @cached_property
    def featured(self):
        """The large article above an unfiltered list: as chosen, else the newest reviewed."""
        if self.filtered or self.counts["total"] < 2:
            return None
        chosen = self.category.featured_article_id
        found = self.everything.filter(pk=chosen).first() if chosen else None
        return found or self.everything.newest_review_first().first()

    @property
    def articles(self):
        """The filtered and sorted articles, without the featured one."""
        found = self.everything
        if self.featured:
            found = found.exclude(pk=self.featured.pk)
        if slugs := self.values.getlist("topic"):
            found = found.filter(reduce(or_, (within(t) for t in self.topics if t.slug in slugs)))
        if levels := self.values.getlist("source"):
            found = found.filter(strongest_level__in=[int(level) for level in levels])
        if "reviewed" in self.values:
            found = found.filter(reviewed_on__gte=timezone.localdate() - YEAR)
        order = SORTS[self.values.get("sort", "")][1]
        return found.order_by(*order) if order else found.newest_review_first()

    @cached_property
    def page(self):
        """The page asked for, or 404 when it is no number or beyond the end."""
        paginator = Paginator(self.articles, PAGE_SIZE)
        if not self.filtered:  # the number is known: spares a query
            paginator.count = self.counts["total"] - bool(self.featured)
        try:
            return paginator.page(self.query.get("page", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    @cached_property
    def chips(self) -> list[dict[str, str]]:
        """The filters that are on, each with the address that takes it off."""
        return [
            {
                "label": self.choices[name][value],
                "remove_url": self._url(without=(name, value)),
            }
            for name in FILTERS
            for value in self.values.getlist(name)
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

    @property
    def page_links(self) -> list[dict | None]:
        """Numbered links, None for a gap."""
        paginator = self.page.paginator
        return [
            None
            if number == paginator.ELLIPSIS
            else {
                "number": number,
                "url": self._url(page=number),
                "is_current": number == self.page.number,
            }
            for number in paginator.get_elided_page_range(
                self.page.number, on_each_side=2, on_ends=1
            )
        ]

    def context(self) -> dict:
        page = self.page
        return {
            "page_obj": page,
            "children": self.topics,
            "total": self.counts["total"],
            "featured": self.featured if page.number == 1 else None,
            "form": self.form,
            "chips": self.chips,
            "filters_on": len(self.chips),
            "clear_url": self.path,
            "page_links": self.page_links if page.paginator.num_pages > 1 else [],
            "previous_url": self._url(page=page.previous_page_number())
            if page.has_previous()
            else "",
            "next_url": self._url(page=page.next_page_number()) if page.has_next() else "",
        }
