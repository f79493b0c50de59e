"""The search page, and the titles it suggests while a visitor types."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from articles.cache.versioned import VersionedLRUCache
from home.crisis.danger_words import has_danger_word
from home.delivery.site_context import get_site_context
from home.delivery.visibility import page_url
from home.discovery.search.matching import Matches
from home.discovery.search.results import MAX_SUGGESTIONS, Search, clean_query
from home.discovery.search.synonyms import get_synonyms
from home.discovery.search.terms import MIN_PREFIX_LENGTH, Term, parse_terms

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
    site = Site.find_for_request(request)
    help_first = crisis_suggestions(query, site)
    terms = parse_terms(query, get_synonyms(site))
    if not terms or not site or len(query) < MIN_PREFIX_LENGTH:
        return JsonResponse({"suggestions": help_first, "message": ""})
    key = (site.pk, tuple(terms))
    found = [*help_first, *suggestions_cache.get(key, lambda: suggestions(site, terms))]
    return JsonResponse({"suggestions": found, "message": describe_suggestions(len(found))})


def crisis_suggestions(query: str, site: Site | None) -> list[dict[str, str]]:
    """Return a link to the page that begins with the emergency note, for a word of danger."""
    if not site or not has_danger_word(query, get_site_context(site).clinic.danger_words):
        return []
    address = f"{reverse('search')}?{urlencode({'q': query})}"
    return [{"title": _("In danger? Get help now"), "url": address}]


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
