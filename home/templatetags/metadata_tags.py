"""Template tags for the metadata of a page."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.artwork.look import get_look
from articles.artwork.share_image.drafts import draft_url
from articles.models import ArticlePage, CategoryIndexPage
from home.delivery.visibility import public_page_url
from home.discovery.metadata import Metadata, is_public
from home.discovery.share_images import build_card
from home.discovery.structured_data import build_graph, serialize_graph
from home.discovery.syndication.markdown import MARKDOWN_TYPES, markdown_url
from home.models import HomePage

register = template.Library()

ATOM = "application/atom+xml"
MARKDOWN = "text/markdown"


@register.simple_tag(takes_context=True)
def metadata(context):
    """Return the `Metadata` of the current page, or None."""
    page = context.get("page")
    return Metadata(page, context) if isinstance(page, Page) and page.pk else None


@register.simple_tag(takes_context=True)
def structured_data(context):
    """Return the page's JSON-LD, or "" for a preview or a page that is not public."""
    page = context.get("page")
    return serialize_graph(build_graph(page, context.flatten())) if is_public(page, context) else ""


@register.simple_tag(takes_context=True)
def draft_metadata(context):
    """Return the `Metadata` of a draft, which may be unsaved."""
    return Metadata(context["page"], context)


@register.simple_tag(takes_context=True)
def draft_share_image_url(context):
    """Return the URL of the share image of a draft."""
    return draft_url(build_card(context["page"], context["clinic"].name, get_look(context)))


def has_feed(page) -> bool:
    """Return True for a page whose list has a feed of its own, at `feed/` below the page."""
    return isinstance(page, CategoryIndexPage) or getattr(page, "lists_corrections", False)


@register.simple_tag(takes_context=True)
def alternate_formats(context, page):
    """Return feeds and Markdown as `type`, `title` and `url`, or nothing for a private page."""
    names_feeds = isinstance(page, HomePage | CategoryIndexPage | ArticlePage) or has_feed(page)
    if not (names_feeds or type(page) in MARKDOWN_TYPES) or not public_page_url(page):
        return []
    formats = []
    clinic = context["clinic"].name
    if names_feeds:
        formats.append({"type": ATOM, "title": clinic, "url": reverse("feed")})
    listing = page.category if isinstance(page, ArticlePage) else page
    if listing and has_feed(listing) and (url := public_page_url(listing)):
        title = _("%(clinic)s: %(category)s") % {"clinic": clinic, "category": listing.title}
        formats.append({"type": ATOM, "title": title, "url": f"{url}feed/"})
    if url := markdown_url(page):
        formats.append({"type": MARKDOWN, "title": page.title, "url": url})
    return formats
