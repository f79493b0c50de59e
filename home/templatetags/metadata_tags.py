"""Template tags for the metadata of a page."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.artwork.share_image.drafts import draft_url
from articles.models import ArticlePage, CategoryIndexPage
from home.delivery.visibility import public_page_url
from home.discovery.metadata import Metadata, is_public
from home.discovery.share_images import build_card
from home.discovery.structured_data import build_graph, serialize_graph
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
    return draft_url(build_card(context["page"], context["clinic"].name))


@register.simple_tag(takes_context=True)
def alternate_formats(context, page):
    """Return feeds and Markdown as `type`, `title` and `url`, or nothing for a private page."""
    if not isinstance(page, HomePage | CategoryIndexPage | ArticlePage) or not public_page_url(
        page
    ):
        return []
    clinic = context["clinic"].name
    formats = [{"type": ATOM, "title": clinic, "url": reverse("feed")}]
    category = page.category if isinstance(page, ArticlePage) else page
    if isinstance(category, CategoryIndexPage) and (url := public_page_url(category)):
        title = _("%(clinic)s: %(category)s") % {"clinic": clinic, "category": category.title}
        formats.append({"type": ATOM, "title": title, "url": f"{url}feed/"})
    if isinstance(page, ArticlePage):
        formats.append({"type": MARKDOWN, "title": page.title, "url": f"{page.url}article.md"})
    return formats
