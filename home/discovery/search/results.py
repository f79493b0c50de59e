"""A search, from the query string to the template context."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from articles.models import CategoryIndexPage
from articles.public.pagination import pagination_context
from home.care.catalogue import get_condition_index, get_service_index, get_services
from home.crisis.help import find_crisis_note
from home.delivery.site_context import get_site_context
from home.delivery.visibility import absolute_url, page_url
from home.discovery.search import query_counts
from home.discovery.search.excerpts import ResultDetails, SearchResult
from home.discovery.search.matching import (
    ARTICLES,
    CONDITIONS,
    KINDS,
    PAGES,
    PEOPLE,
    PLACES,
    SERVICES,
    Matches,
    load_pages,
)
from home.discovery.search.promoted import PromotedResult, get_promoted_results
from home.discovery.search.spelling import correct_spelling
from home.discovery.search.synonyms import get_synonyms
from home.discovery.search.terms import MAX_QUERY_LENGTH, parse_terms

PAGE_SIZE = 12
MAX_SUGGESTIONS = 6
MAX_BROAD_LINKS = 3
MAX_OFFERED = 6
TABS = {
    "": _("All"),
    SERVICES: _("Services"),
    CONDITIONS: _("Conditions"),
    ARTICLES: _("Articles"),
    PEOPLE: _("People"),
    PLACES: _("Places"),
    PAGES: _("Pages"),
}

broad_links_cache = VersionedLRUCache("broader searches", max_weight=100)


def clean_query(text: str) -> str:
    """Return the query on one line of at most a hundred characters."""
    printable = "".join(
        sign if sign.isprintable() else " " for sign in text[: MAX_QUERY_LENGTH * 2]
    )
    return " ".join(printable.split())[:MAX_QUERY_LENGTH].strip()


def broad_links(site: Site) -> list[dict[str, str]]:
    """Return the broadest topics, offered beside the results."""

    def read() -> list[dict[str, str]]:
        categories = CategoryIndexPage.objects.visible().descendant_of(site.root_page)
        topics = categories.without_duplicates()
        return [
            {"title": topic.title, "url": page_url(topic)}
            for topic in topics.order_by("depth", "path")[:MAX_BROAD_LINKS]
        ]

    return broad_links_cache.get(site.pk, read)


class Search:
    """One request's search.

    An unknown kind means all kinds. A page beyond the end is a 404.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.query = clean_query(request.GET.get("q", ""))
        kind = request.GET.get("type", "")
        self.kind = kind if kind in KINDS else ""
        self.site = Site.find_for_request(request)
        self.synonyms = get_synonyms(self.site)
        self.terms = parse_terms(self.query, self.synonyms)

    @property
    def has_terms(self) -> bool:
        return bool(self.terms and self.site)

    @property
    def crisis_note(self) -> str:
        """The emergency note, if a word of danger is anywhere in what was typed."""
        clinic = get_site_context(self.site).clinic
        return find_crisis_note(clinic, *self.request.GET.getlist("q"))

    @cached_property
    def promoted_results(self) -> list[PromotedResult]:
        """Shown first where all kinds are shown, and not repeated below."""
        if self.site is None or self.kind:
            return []
        return get_promoted_results(self.query, self.site, self.synonyms)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of pages of each kind, including promoted ones."""
        return Matches(self.site, self.terms).counts

    @cached_property
    def matches(self) -> Matches:
        promoted = tuple(result.page.pk for result in self.promoted_results if result.page)
        return Matches(self.site, self.terms, excluded_ids=promoted)

    @cached_property
    def listed_count(self) -> int:
        """The number of pages in the selected tab, without promoted ones."""
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
        """The requested page of results. Raise `Http404` if there is none."""
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
        """The tabs: all, and each kind that has results, with their number."""
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
            if numbers[kind] or kind in ("", self.kind)
        ]

    @property
    def spelling(self) -> dict[str, str] | None:
        """A query with corrected spelling that has results."""
        better = correct_spelling(self.query, self.site, self.synonyms)
        if not better:
            return None
        terms = parse_terms(better, self.synonyms)
        if not sum(Matches(self.site, terms).counts.values()):
            return None
        return {"query": better, "url": self.url(query=better)}

    def count(self) -> None:
        """Count the search, but not its further pages and tabs."""
        is_first_look = not self.kind and self.page.number == 1
        if is_first_look and not query_counts.is_prefetch(self.request):
            query_counts.count_query(self.query)

    def context(self) -> dict[str, Any]:
        context: dict[str, Any] = {"is_search": True, "query": self.query}
        context["crisis_note"] = self.crisis_note
        context["broad_links"] = broad_links(self.site) if self.site else []
        if not self.request.GET:
            # The empty search is a page like any other, with one canonical address.
            return context | {"is_blank_search": True, "address": absolute_url(reverse("search"))}
        if not self.has_terms:
            return context | self.offer()
        page = self.page
        has_results = bool(sum(self.counts.values()) or self.promoted_results)
        context |= pagination_context(page, lambda number: self.url(kind=self.kind, page=number))
        return context | {
            "has_terms": True,
            "total": self.total,
            "has_results": has_results,
            "tabs": self.tabs,
            "promoted_results": self.promoted_results if page.number == 1 else [],
            "results": self.results(),
            "spelling": None if has_results else self.spelling,
            **({} if has_results else self.offer()),
        }

    def offer(self) -> dict[str, Any]:
        """Return what the clinic offers, for a search without results."""
        return {
            "services": get_services()[:MAX_OFFERED],
            "indexes": [page for page in (get_service_index(), get_condition_index()) if page],
        }
