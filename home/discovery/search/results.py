"""One search: from the query string to what the template shows."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from articles.models import CategoryIndexPage
from articles.public.pagination import pagination_context
from home.delivery.visibility import absolute_url
from home.discovery.search import query_counts
from home.discovery.search.excerpts import ResultDetails, SearchResult
from home.discovery.search.matching import ARTICLES, KINDS, PAGES, PEOPLE, Matches, load_pages
from home.discovery.search.promoted import PromotedResult, get_promoted_results
from home.discovery.search.spelling import correct_spelling
from home.discovery.search.words import MAX_QUERY_LENGTH, parse_terms

PAGE_SIZE = 12
MAX_SUGGESTIONS = 6
MAX_BROAD_LINKS = 3
TABS = {"": _("All"), ARTICLES: _("Articles"), PEOPLE: _("People"), PAGES: _("Pages")}

broad_links_cache = VersionedLRUCache("broader searches", max_weight=100)


def clean_query(text: str) -> str:
    """The query as it is shown and searched for: one line of at most a hundred characters."""
    printable = "".join(
        sign if sign.isprintable() else " " for sign in text[: MAX_QUERY_LENGTH * 2]
    )
    return " ".join(printable.split())[:MAX_QUERY_LENGTH].strip()


def broad_links(site: Site) -> list[dict[str, str]]:
    """The widest topics, for somebody who found nothing."""

    def read() -> list[dict[str, str]]:
        topics = CategoryIndexPage.objects.visible().descendant_of(site.root_page)
        return [
            {"title": topic.title, "url": topic.url or ""}
            for topic in topics.order_by("depth", "path")[:MAX_BROAD_LINKS]
        ]

    return broad_links_cache.get(site.pk, read)


class Search:
    """One request's search: `context()` is what the template needs.

    A kind that is not on offer means all kinds; a page that does not exist is not found.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.query = clean_query(request.GET.get("q", ""))
        kind = request.GET.get("type", "")
        self.kind = kind if kind in KINDS else ""
        self.terms = parse_terms(self.query)
        self.site = Site.find_for_request(request)

    @property
    def has_terms(self) -> bool:
        return bool(self.terms and self.site)

    @cached_property
    def promoted_results(self) -> list[PromotedResult]:
        """Put first where all kinds are shown, and not listed a second time there."""
        return get_promoted_results(self.query, self.site) if self.site and not self.kind else []

    @cached_property
    def counts(self) -> dict[str, int]:
        """Pages of each kind, whether picked or not."""
        return Matches(self.site, self.terms).counts

    @cached_property
    def matches(self) -> Matches:
        picked = tuple(pick.page.pk for pick in self.promoted_results if pick.page)
        return Matches(self.site, self.terms, excluded_ids=picked)

    @cached_property
    def listed_count(self) -> int:
        """How many pages there are of what is shown."""
        if self.kind:
            return self.counts[self.kind]
        if self.matches.excluded_ids:
            return sum(self.matches.counts.values())
        return sum(self.counts.values())

    @property
    def total(self) -> int:
        return self.listed_count + len(self.promoted_results)

    @cached_property
    def page(self) -> Any:
        """The page asked for, or 404 when it is no number or beyond the end."""
        rows = self.matches.ranked_ids(self.kind) if self.listed_count else []
        try:
            return Paginator(rows, PAGE_SIZE).page(self.request.GET.get("page", "1"))
        except (PageNotAnInteger, EmptyPage) as error:
            raise Http404 from error

    def results(self) -> list[SearchResult]:
        pages = load_pages(self.page.object_list, self.matches.types)
        details = ResultDetails(pages)
        return [SearchResult(page, self.terms, details) for page in pages]

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
        better = correct_spelling(self.query, self.site)
        if not better or not sum(Matches(self.site, parse_terms(better)).counts.values()):
            return None
        return {"query": better, "url": self.url(query=better)}

    def count(self) -> None:
        """Count the search itself, not the look at its next page or at one of its tabs."""
        is_first_look = not self.kind and self.page.number == 1
        if is_first_look and not query_counts.is_prefetch(self.request):
            query_counts.count_query(self.query)

    def context(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"is_search": True, "query": self.query}
        shown["broad_links"] = broad_links(self.site) if self.site else []
        if not self.request.GET:
            # Where a search begins is a page like any other, with one address.
            return shown | {"is_blank_search": True, "address": absolute_url(reverse("search"))}
        if not self.has_terms:
            return shown
        page = self.page
        has_results = bool(sum(self.counts.values()) or self.promoted_results)
        pages = pagination_context(page, lambda number: self.url(kind=self.kind, page=number))
        return (
            shown
            | pages
            | {
                "has_terms": True,
                "total": self.total,
                "has_results": has_results,
                "tabs": self.tabs,
                "promoted_results": self.promoted_results if page.number == 1 else [],
                "results": self.results(),
                "spelling": None if has_results else self.spelling,
            }
        )
