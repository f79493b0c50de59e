"""The page types that have a leaflet, and the document of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from articles.models import ArticlePage
from articles.public.prefetch import get_authors_by_article, get_changes_by_article
from home.care.contexts import service_context
from home.care.service import ServicePage
from home.delivery.site_context import get_site_context
from home.delivery.visibility import canonical_url, public_page_url
from home.discovery.syndication.feeds import plain_article_context
from home.paper.document import SIGN, Document, build_document
from home.paper.typesetting import is_available

FILE_NAME = "leaflet.pdf"


@dataclass(frozen=True)
class LeafletType:
    """How pages of one type become a leaflet: a template that extends `leaflet/base.html`."""

    template: str
    get_context: Callable[[Any], dict[str, Any]]


def article_context(page: ArticlePage) -> dict[str, Any]:
    context = plain_article_context(page, get_changes_by_article([page])[page.pk])
    return context | {
        "authors": get_authors_by_article([page])[page.pk],
        "description": page.search_description or page.summary,
        "changed_at": page.changed_at,
    }


def service_page_context(page: ServicePage) -> dict[str, Any]:
    shown = service_context(page, HttpRequest())
    return shown | {
        "citations": page.citations,
        "description": page.search_description or page.summary,
        "changed_at": page.last_published_at,
    }


# To add a page type, add a line here, and the suffix of its leaflet in `home.delivery.cdn`.
LEAFLET_TYPES: dict[type[Page], LeafletType] = {
    ArticlePage: LeafletType("leaflet/article.html", article_context),
    ServicePage: LeafletType("leaflet/service.html", service_page_context),
}


def leaflet_url(page: Page) -> str:
    """Return the address of the page's leaflet, or "" if visitors find none."""
    url = public_page_url(page) if type(page) in LEAFLET_TYPES and is_available() else ""
    return f"{url}{FILE_NAME}" if url else ""


def build_leaflet(page: Page, site: Site | None) -> Document:
    """Return the document of a page as the site shows it, with few queries and without the PDF."""
    leaflet = LEAFLET_TYPES[type(page)]
    shared = get_site_context(site)
    look = shared.site_look.artwork
    context = leaflet.get_context(page) | {
        "page": page,
        "site_context": shared,
        "clinic": shared.clinic,
        "editorial": shared.editorial,
        "artwork": look,
        "fonts": look,
        "sign": SIGN if look.sign else "",
        "sign_has_name": bool(look.sign and look.sign.has_name),
        "emergency": mark_safe(expand_db_html(shared.clinic.emergency)),
    }
    return build_document(render_to_string(leaflet.template, context), canonical_url(page), look)
