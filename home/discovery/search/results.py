"""One search: from the query string to what the template shows."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.cache.versioned import Kept
from articles.models import CategoryIndexPage
from articles.public.pagination import pagination
from home.delivery.visibility import absolute
from home.discovery.search import query_counts as counting
from home.discovery.search.excerpts import Details, Result
from home.discovery.search.matching import ARTICLES, KINDS, PAGES, PEOPLE, Matches, load
from home.discovery.search.promoted import Pick, picks
from home.discovery.search.spelling import better_spelling
from home.discovery.search.words import LONGEST_QUERY, terms

PAGE_SIZE = 12
SUGGESTED = 6
BROAD_LINKS = 3
TABS = {"": _("All"), ARTICLES: _("Articles"), PEOPLE: _("People"), PAGES: _("Pages")}

kept = Kept(most=100)


def clean_query(text: str) -> str:
    """The query as it is shown and searched for: one line of at most a hundred characters."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST_QUERY * 2])
    return " ".join(printable.split())[:LONGEST_QUERY].strip()


def broad_links(site: Site) -> list[dict[str, str]]:
    """The widest topics, for somebody who found nothing."""

    def read() -> list[dict[str, str]]:
        topics = CategoryIndexPage.objects.visible().descendant_of(site.root_page)
        return [
            {"title": topic.title, "url": topic.url or ""}
            for topic in topics.order_by("depth", "path")[:BROAD_LINKS]
        ]

    return kept.get(site.pk, read)


class Search:
    """One request's search: `context()` is what the template needs.

    A kind that is not on offer means all kinds; a page that does not exist is not found.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.query = clean_query(request.GET.get("q", ""))
        kind = request.GET.get("type", "")
        self.kind = kind if kind in KINDS else ""
        self.terms = terms(self.query)
        self.site = Site.find_for_request(request)

    @property
    def is_asked(self) -> bool:
        return bool(self.terms and self.site)

    @cached_property
    def picks(self) -> list[Pick]:
        """Put first where all kinds are shown, and not listed a second time there."""
        return picks(self.query, self.site) if self.site and not self.kind else []

    @cached_property
    def counts(self) -> dict[str, int]:
        """Pages of each kind, whether picked or not."""
        return Matches(self.site, self.terms).counts

    @cached_property
    def matches(self) -> Matches:
        picked = tuple(pick.page.pk for pick in self.picks if pick.page)
        return Matches(self.site, self.terms, without=picked)

    @cached_property
    def listed(self) -> int:
        """How many pages there are of what is shown."""
        if self.kind:
            return self.counts[self.kind]
        if self.matches.without:
            return sum(self.matches.counts.values())
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        return self.listed + len(self.picks)

    @cached_property
    def page(self) -> Any:
        """The page asked for, or 404 when it is no number or beyond the end."""
        rows = self.matches.best(self.kind) if self.listed else []
        try:
            return Paginator(rows, PAGE_SIZE).page(self.request.GET.get("page", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    def results(self) -> list[Result]:
        pages = load(self.page.object_list, self.matches.types)
        details = Details(pages)
        return [Result(page, self.terms, details) for page in pages]

    def url(self, *, kind: str = "", page: int = 1, query: str = "") -> str:
        values = {"q": query or self.query}
        if kind:
            values["type"] = kind
        if page > 1:
            values["page"] = str(page)
        return f"{reverse('search')}?{urlencode(values)}"

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """All, and each kind with its number."""
        everything = self.total if not self.kind else sum(self.counts.values())
        numbers = {"": everything} | self.counts
        return [
            {
                "label": label,
                "count": numbers[kind],
                "url": self.url(kind=kind),
                "is_current": kind == self.kind,
            }
            for kind, label in TABS.items()
        ]

    @property
    def spelling(self) -> dict[str, str] | None:
        """A query with another spelling that does find something."""
        better = better_spelling(self.query, self.site)
        if not better or not sum(Matches(self.site, terms(better)).counts.values()):
            return None
        return {"query": better, "url": self.url(query=better)}

    def count(self) -> None:
        """Count the search itself, not the look at its next page or at one of its tabs."""
        is_first_look = not self.kind and self.page.number == 1
        if is_first_look and not counting.is_prefetch(self.request):
            counting.count(self.query)

    def context(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"is_search": True, "query": self.query}
        shown["broad_links"] = broad_links(self.site) if self.site else []
        if not self.request.GET:
            # Where a search begins is a page like any other, with one address.
            return shown | {"is_start": True, "address": absolute(reverse("search"))}
        if not self.is_asked:
            return shown
        page = self.page
        found_any = bool(sum(self.counts.values()) or self.picks)
        pages = pagination(page, lambda number: self.url(kind=self.kind, page=number))
        return (
            shown
            | pages
            | {
                "is_asked": True,
                "total": self.total,
                "found_any": found_any,
                "tabs": self.tabs,
                "picks": self.picks if page.number == 1 else [],
                "results": self.results(),
                "spelling": None if found_any else self.spelling,
            }
        )
