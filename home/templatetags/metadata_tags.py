"""What the head of a page tells machines."""

from django import template
from wagtail.models import Page

from articles.artwork.share_image.drafts import draft_url
from home.discovery.metadata import Metadata, is_public
from home.discovery.share_images import card_of
from home.discovery.structured_data import graph_of, script_text

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
    return script_text(graph_of(page, context.flatten())) if is_public(page, context) else ""


@register.simple_tag(takes_context=True)
def introduction(context):
    """The `Metadata` of a page being written, which may not be saved yet."""
    return Metadata(context["page"], context)


@register.simple_tag(takes_context=True)
def draft_picture(context):
    """Address of the share image of a page being written."""
    return draft_url(card_of(context["page"], context["clinic"].name))
