"""Template tags for review dates and drawings."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from articles.artwork.drawings import plate_url as plate_address
from articles.artwork.drawings import portrait_drawing_url
from articles.artwork.palette import DARK, LIGHT

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


@register.simple_tag
def plate_url(slug, shape, hue, crop="landscape"):
    """Return the URL of the drawing of a page, which is always the same."""
    return plate_address(slug or "", shape, hue, crop)


@register.simple_tag
def portrait_url(portrait, hue):
    """Return the URL of the drawing shown instead of a photograph."""
    return portrait_drawing_url(portrait, hue)


@register.simple_tag
def theme_colour(scheme):
    """Return the colour of the page in the "light" or "dark" scheme, for the browser's own bars."""
    return {"light": LIGHT, "dark": DARK}[scheme].colours["paper"]
