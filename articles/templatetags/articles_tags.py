"""What article templates need beside their context: marks, drawings and formatted sources."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from articles.plates.plates import bust_url
from articles.plates.plates import plate_url as plate_address

register = template.Library()


class ReviewDue(NamedTuple):
    """When the next review is due; `overdue` once that day has passed."""

    day: object
    overdue: bool


@register.simple_tag(takes_context=True)
def review_due(context, article):
    """The article's next review by the clinic's interval, or None when it was never reviewed."""
    day = article.next_review_due(context["editorial"].review_interval_months)
    return ReviewDue(day, day < timezone.localdate()) if day else None


@register.inclusion_tag("includes/citation_marks.html", takes_context=True)
def citation_marks(context, sources, label=""):
    """The marks of one list of sources, from the numbering of the whole page.

    `sources` is the value of a `SourcesBlock`. A source that no longer exists has no mark. With a
    `label` they are a line of their own, which is left out when there is no mark.
    """
    citations = context.get("citations")
    bound = getattr(sources, "bound_blocks", ())
    marks = [citations.mark(child.id) for child in bound] if citations else []
    return {"marks": [mark for mark in marks if mark], "label": label}


@register.simple_tag
def plate_url(slug, shape, hue, crop="landscape"):
    """Address of the drawing of a page. The same page always has the same drawing."""
    return plate_address(slug or "", shape, hue, crop)


@register.simple_tag
def portrait_url(portrait, hue):
    """Address of the drawing that stands in for a person's photograph."""
    return bust_url(portrait, hue)
