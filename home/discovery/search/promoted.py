"""Results from "Promoted search results" in the admin's settings."""

from dataclasses import dataclass
from typing import Any

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page, Site
from wagtail.search.utils import normalise_query_string

from home.delivery.visibility import public_page_url


@dataclass(frozen=True)
class PromotedResult:
    """A page or external link chosen for a query."""

    page: Page | None
    url: str
    title: str
    text: str


def get_promoted_results(query: str, site: Site) -> list[PromotedResult]:
    """Return the public choices for exactly this query, in their order."""
    promotions = SearchPromotion.objects.filter(query__query_string=normalise_query_string(query))
    return [
        PromotedResult(promotion.page, url, promotion.title or url, promotion.description)
        for promotion in promotions.select_related("page")
        if (url := _promoted_url(promotion, site))
    ]


def _promoted_url(promotion: Any, site: Site) -> str:
    if not promotion.page_id:
        return promotion.external_link_url
    inside = promotion.page.path.startswith(site.root_page.path)
    return public_page_url(promotion.page) if inside else ""
