"""The search page, and the titles it suggests while a visitor types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from home.delivery.visibility import page_url
from home.discovery.search.matching import Matches
from home.discovery.search.results import MAX_SUGGESTIONS, Search, clean_query
from home.discovery.search.words import MIN_PREFIX_LENGTH, Term, parse_terms

suggestions_cache = VersionedLRUCache("search suggestions", max_weight=2000)


@require_safe
@cache_control(private=True, no_cache=True)  # shared caches must not store queries
def search(request: HttpRequest) -> HttpResponse:
    """Show articles, people and pages that contain the terms. Works without JavaScript."""
    request.is_preview = False  # type: ignore[attr-defined]  # allows cached fragments
    current = Search(request)
    response = render(request, "search/search.html", current.context())
    if current.has_terms:
        current.count()
    return response


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """Return titles that contain the terms, with their URLs, and how many there are in words."""
    query = clean_query(request.GET.get("q", ""))
    terms, site = parse_terms(query), Site.find_for_request(request)
    if not terms or not site or len(query) < MIN_PREFIX_LENGTH:
        return JsonResponse({"suggestions": [], "message": ""})
    key = (site.pk, tuple(terms))
    found = suggestions_cache.get(key, lambda: suggestions(site, terms))
    return JsonResponse({"suggestions": found, "message": describe_suggestions(len(found))})


def describe_suggestions(number: int) -> str:
    """Return the sentence that screen readers announce."""
    if not number:
        return _("No suggested pages.")
    return ngettext(
        "%(number)d suggested page. Use the up and down arrows to choose.",
        "%(number)d suggested pages. Use the up and down arrows to choose.",
        number,
    ) % {"number": number}


def suggestions(site: Site, terms: list[Term]) -> list[dict[str, str]]:
    pages = Matches(site, terms).by_title()[:MAX_SUGGESTIONS]
    return [{"title": page.title, "url": page_url(page)} for page in pages]
