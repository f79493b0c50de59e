"""What the head of a page tells machines."""

from django import template
from wagtail.models import Page

from articles.artwork.share_image.drafts import draft_url
from home.discovery.metadata import Metadata, is_public
from home.discovery.share_images import build_card
from home.discovery.structured_data import build_graph, serialize_graph

register = template.Library()


@register.simple_tag(takes_context=True)
def metadata(context):
    """The `Metadata` of the page being shown; None where there is no page."""
    page = context.get("page")
    return Metadata(page, context) if isinstance(page, Page) and page.pk else None


@register.simple_tag(takes_context=True)
def structured_data(context):
    """The page's JSON-LD; empty for a preview and for a page that is not public."""
    page = context.get("page")
    return serialize_graph(build_graph(page, context.flatten())) if is_public(page, context) else ""


@register.simple_tag(takes_context=True)
def draft_metadata(context):
    """The `Metadata` of a page being written, which may not be saved yet."""
    return Metadata(context["page"], context)


@register.simple_tag(takes_context=True)
def draft_share_image_url(context):
    """Address of the share image of a page being written."""
    return draft_url(build_card(context["page"], context["clinic"].name))
