"""Template tags for the metadata of a page."""

from django import template
from wagtail.models import Page

from articles.artwork.share_image.drafts import draft_url
from home.discovery.metadata import Metadata, is_public
from home.discovery.share_images import build_card
from home.discovery.structured_data import build_graph, serialize_graph

register = template.Library()


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
