"""The search page, and the titles it suggests while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from home.discovery.search.matching import Matches
from home.discovery.search.results import MAX_SUGGESTIONS, Search, clean_query
from home.discovery.search.words import MIN_PREFIX_LENGTH, Term, parse_terms

suggestions_cache = VersionedLRUCache("search suggestions", max_weight=2000)


@require_safe
@cache_control(private=True, no_cache=True)  # a query is nobody's business on the way
def search(request: HttpRequest) -> HttpResponse:
    """Articles, people and pages that hold the words; works without script."""
    request.is_preview = False  # type: ignore[attr-defined]  # its parts may be kept
    found = Search(request)
    response = render(request, "search/search.html", found.context())
    if found.has_terms:
        found.count()
    return response


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that hold the words, with their addresses."""
    query = clean_query(request.GET.get("q", ""))
    asked, site = parse_terms(query), Site.find_for_request(request)
    if not asked or not site or len(query) < MIN_PREFIX_LENGTH:
        return JsonResponse({"suggestions": []})
    key = (site.pk, tuple(asked))
    return JsonResponse(
        {"suggestions": suggestions_cache.get(key, lambda: suggestions(site, asked))}
    )


def suggestions(site: Site, asked: list[Term]) -> list[dict[str, str]]:
    pages = Matches(site, asked).by_title()[:MAX_SUGGESTIONS]
    return [{"title": page.title, "url": page.url or ""} for page in pages]
