"""The 404 view, with pages whose addresses resemble the requested one: "did you mean".

The words of the last part of an address are compared, which sees through mistyped, missing and
swapped letters and through words in another order. The words of all public pages are cached until
the content changes. Of a large site they are those of its standing pages and categories and of the
newest articles.
"""

import re
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from rapidfuzz.fuzz import ratio, token_sort_ratio
from rapidfuzz.process import extract
from wagtail.models import Page, Site

from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage
from articles.models.base import VisibleQuerySet
from articles.utils.site_scope import use_scope
from home.crisis.help import find_crisis_note
from home.delivery.site_context import get_site_context
from home.delivery.sites import find_scope
from home.delivery.visibility import page_url
from home.discovery.search.results import clean_query

MAX_LIKELY_PAGES = 3
# From 0 to 100.
MIN_SIMILARITY = 67
# A further page must come this near to the best.
MIN_SHARE_OF_BEST = 0.85
MAX_SLUG_LENGTH = 100
MAX_INDEXED_PAGES = 5000
EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)

slug_words_cache = VersionedLRUCache("slug words", max_weight=10)


class LikelyPage(NamedTuple):
    """A page to offer."""

    title: str
    url: str


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Suggest pages at similar addresses, recent articles and the menu, also below /admin/."""
    with use_scope(lambda: find_scope(request)):
        return render_suggestions(request)


def render_suggestions(request: HttpRequest) -> HttpResponse:
    clinic = get_site_context(Site.find_for_request(request)).clinic
    # Also of a page of results that does not exist.
    typed = [request.path, *request.GET.getlist("q")]
    crisis_note = find_crisis_note(clinic, *typed)
    recent = ArticlePage.objects.visible().without_duplicates().newest_review_first()
    context = {
        "crisis_note": crisis_note,
        "query": clean_query(request.GET.get("q", "")),
        "likely_pages": likely_pages(request),
        # Not what happens to be new, such as side effects, to somebody in danger.
        "recent_articles": [] if crisis_note else recent[:2],
    }
    return render(request, "404.html", context, status=404)


def likely_pages(request: HttpRequest) -> list[LikelyPage]:
    """Return at most three public pages that a visitor of this address may have meant."""
    site, words = Site.find_for_request(request), words_from_path(request.path)
    if site is None or not words:
        return []
    nearest = nearest_ids(words, slug_words_cache.get(site.pk, lambda: public_slug_words(site)))
    if not nearest:
        return []
    found = VisibleQuerySet(Page).visible().in_bulk(nearest)
    pages = (found[pk] for pk in nearest if pk in found)
    return [LikelyPage(page.title, url) for page in pages if (url := page_url(page))]


def similarity(one: str, other: str, **options: object) -> float:
    """Compare texts in both orders of their words: as they are, and sorted."""
    return max(ratio(one, other), token_sort_ratio(one, other))


def nearest_ids(words: str, candidates: dict[int, str]) -> list[int]:
    """Return the ids of the candidates most like these words, best first."""
    matches = extract(
        words, candidates, scorer=similarity, score_cutoff=MIN_SIMILARITY, limit=MAX_LIKELY_PAGES
    )
    return [pk for _words, score, pk in matches if score >= MIN_SHARE_OF_BEST * matches[0][1]]


def public_slug_words(site: Site) -> dict[int, str]:
    """Return the words in the slugs of public pages below the home page, by page id."""
    below = VisibleQuerySet(Page).visible().descendant_of(site.root_page)
    rows = (
        below.without_duplicates()
        .order_by("depth", "-pk")
        .values_list("pk", "slug")[:MAX_INDEXED_PAGES]
    )
    return {pk: slug.replace("-", " ").lower() for pk, slug in rows}


def words_from_path(path: str) -> str:
    """Return the words that name the page in an address, or an empty text."""
    parts = [part for part in path[-4 * MAX_SLUG_LENGTH :].split("/") if part]
    name = EXTENSION.sub("", parts[-1]) if parts else ""
    slug = slugify(name.replace("_", "-"), allow_unicode=True)[:MAX_SLUG_LENGTH]
    return slug.replace("-", " ")
