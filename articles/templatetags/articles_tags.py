"""Template tags for review dates and drawings."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from articles.artwork.drawings import plate_url as plate_address
from articles.artwork.drawings import portrait_drawing_url
from articles.artwork.look import get_look

register = template.Library()


class ReviewDue(NamedTuple):
    """The day of the next review; `overdue` if it has passed."""

    day: object
    overdue: bool


@register.simple_tag(takes_context=True)
def review_due(context, article):
    """Return the next review of an article, or None if it was never reviewed."""
    day = article.next_review_due(context["editorial"].review_interval_months)
    return ReviewDue(day, day < timezone.localdate()) if day else None


@register.simple_tag(takes_context=True)
def plate_url(context, slug, shape, hue, crop="landscape"):
    """Return the URL of the drawing of a page, or "" for a site without drawings."""
    look = get_look(context)
    return plate_address(slug or "", shape, hue, crop, look) if look.has_drawings else ""


@register.simple_tag(takes_context=True)
def portrait_url(context, portrait, hue):
    """Return the URL of the drawing shown instead of a photograph, or "" as for plates."""
    look = get_look(context)
    return portrait_drawing_url(portrait, hue, look) if look.has_drawings else ""


@register.simple_tag(takes_context=True)
def theme_colour(context, scheme):
    """Return the colour of the page in the "light" or "dark" scheme, for the browser's own bars."""
    palette = get_look(context).palette
    return {"light": palette.light, "dark": palette.dark}[scheme].colours["paper"]
