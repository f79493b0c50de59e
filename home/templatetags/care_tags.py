"""Template tags for prices and for the articles that a page draws on."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import template
from django.utils import timezone

from home.care.booking import booking_link
from home.care.catalogue import get_first_price
from home.care.prices import format_price

register = template.Library()


@register.simple_tag(takes_context=True)
def price_text(context, price):
    """Return a price in words, in the currency of the clinic's country."""
    return format_price(price, context["clinic"].country or "")


@register.simple_tag
def first_price():
    """Return the first price of the first service that has one, or None."""
    return get_first_price()


@register.simple_tag(takes_context=True)
def booking(context, page=None):
    """Return the link of a Book button: of a service or place, or else of the clinic."""
    return booking_link(page, context["clinic"])


class DrawnOnReview(NamedTuple):
    """The oldest review among articles, and the earliest next one; `overdue` if it has passed.

    `unreviewed` is the number of articles without a review.
    """

    oldest: date | None
    due: date | None
    overdue: bool
    unreviewed: int


@register.simple_tag(takes_context=True)
def drawn_on_review(context, articles: Iterable):
    """Return the reviews of the articles that a page draws on; None without articles."""
    months = context["editorial"].review_interval_months
    articles = list(articles or ())
    reviewed = [one for one in articles if one.is_reviewed]
    due = min((one.next_review_due(months) for one in reviewed), default=None)
    if not articles:
        return None
    return DrawnOnReview(
        min((one.reviewed_on for one in reviewed), default=None),
        due,
        bool(due and due < timezone.localdate()),
        len(articles) - len(reviewed),
    )
