"""Results from "Promoted search results" in the admin's settings."""

from dataclasses import dataclass
from typing import Any

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, Site

from home.delivery.visibility import public_page_url
from home.discovery.search.terms import Key, Synonyms, parse_terms

# All are compared with each query.
MAX_PROMOTIONS = 500


@dataclass(frozen=True)
class PromotedResult:
    """A page or external link chosen for a query."""

    page: Page | None
    url: str
    title: str
    text: str


def get_promoted_results(query: str, site: Site, synonyms: Synonyms) -> list[PromotedResult]:
    """Return the public choices for this query or one that means the same, in their order.

    "How much are your fees?" means the same as "price" if the synonyms say so.
    """
    meaning = find_meaning(query, synonyms)
    results: dict[str, PromotedResult] = {}
    for promotion in SearchPromotion.objects.select_related("query", "page")[:MAX_PROMOTIONS]:
        if find_meaning(promotion.query.query_string, synonyms) != meaning:
            continue
        if (url := _promoted_url(promotion, site)) and url not in results:
            title = promotion.title or url
            results[url] = PromotedResult(promotion.page, url, title, promotion.description)
    return list(results.values())


def find_meaning(query: str, synonyms: Synonyms) -> frozenset[Key]:
    """Return the terms of a query, each as the first of its synonyms."""
    terms = parse_terms(query, synonyms)
    return frozenset(min([term.stems, *(o.stems for o in term.synonyms)]) for term in terms)


def _promoted_url(promotion: Any, site: Site) -> str:
    if not promotion.page_id:
        return promotion.external_link_url
    inside = promotion.page.path.startswith(site.root_page.path)
    return public_page_url(promotion.page) if inside else ""
