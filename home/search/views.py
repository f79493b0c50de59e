"""The search page, and the titles it suggests while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from home.search.matching import Matches
from home.search.results import SUGGESTED, Search, clean_query
from home.search.words import SHORTEST_START, terms


@require_safe
@cache_control(private=True, no_cache=True)  # a query is nobody's business on the way
def search(request: HttpRequest) -> HttpResponse:
    """Articles, people and pages that hold the words; works without script."""
    found = Search(request)
    response = render(request, "search/search.html", found.context())
    if found.is_asked:
        found.count()
    return response


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """Titles that hold the words, with their addresses."""
    query = clean_query(request.GET.get("q", ""))
    asked, site = terms(query), Site.find_for_request(request)
    if not asked or not site or len(query) < SHORTEST_START:
        return JsonResponse({"suggestions": []})
    pages = Matches(site, asked).by_title()[:SUGGESTED]
    suggestions = [{"title": page.title, "url": page.url or ""} for page in pages]
    return JsonResponse({"suggestions": suggestions})
