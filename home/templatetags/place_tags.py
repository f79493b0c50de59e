"""Template tags for places, their opening hours and the line of facts."""

from typing import NamedTuple

from django import template
from django.utils import timezone

from home.care.catalogue import get_first_price, get_places
from home.care.hours_words import (
    ExceptionRow,
    HoursRow,
    describe_state,
    exception_rows,
    usual_week_rows,
    week_rows,
)
from home.care.place import SHOWN_DAYS_AHEAD, SHOWN_DAYS_AHEAD_IN_LISTS, PlacePage

register = template.Library()


class OpenNow(NamedTuple):
    """If a place is open, with the words that say so: the colour never stands alone."""

    is_open: bool
    words: str


@register.simple_tag
def open_now(place: PlacePage | None) -> OpenNow | None:
    """Return the state of a place; None if its hours are not known."""
    if not place or not place.opening_hours:
        return None
    now, zone = timezone.now(), timezone.get_default_timezone()
    state = place.opening_hours.state(now, zone)
    return OpenNow(state.is_open, describe_state(state, now, zone))


@register.simple_tag
def hours_of_week(place: PlacePage) -> list[HoursRow]:
    return week_rows(place.opening_hours, _today()) if place.opening_hours else []


@register.simple_tag
def usual_week(place: PlacePage) -> list[HoursRow]:
    """Return the hours without a word about today, for Markdown that programs keep."""
    return usual_week_rows(place.opening_hours) if place.opening_hours else []


@register.simple_tag
def coming_exceptions(place: PlacePage, is_short: bool = False) -> list[ExceptionRow]:
    """Return the holidays and other hours of the next months; of the next weeks if `is_short`."""
    days = SHOWN_DAYS_AHEAD_IN_LISTS if is_short else SHOWN_DAYS_AHEAD
    return exception_rows(place.opening_hours.upcoming_exceptions(_today(), days))


@register.simple_tag
def main_place() -> PlacePage | None:
    return next(iter(get_places()), None)


@register.simple_tag
def first_price():
    """Return the first price of the first service, for the line of facts."""
    return get_first_price()


def _today():
    return timezone.localdate(timezone=timezone.get_default_timezone())
