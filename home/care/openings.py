"""The next opening or closing of any place, and for how long shared caches may keep pages until it.

A page that says “Open now” is right until a known moment, for which there is no signal. The content
version changes at that moment (`home.delivery.content_version`), so our own caches need nothing
else. A cache in front of the site keeps what it was sent for a fixed time: towards the moment that
time gets shorter, and pages are rendered again at each step because their headers differ.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from home.care.place import PlacePage

# Seconds for which shared caches keep pages shortly before a change, if they may for longer.
SHORT_SECONDS = 60


def next_opening_change(now: datetime) -> datetime | None:
    """Return when the words about the hours of a live place change, or None without places."""
    zone = timezone.get_default_timezone()
    places = PlacePage.objects.live().select_related(None).prefetch_related(None)
    places = places.only("hours", "exceptions")  # read after every change, in every process
    hours = [place.opening_hours for place in places]
    return min((each.next_change_of_words(now, zone) for each in hours if each), default=None)


def shared_seconds(longest: int, now: datetime, change: datetime | None) -> int:
    """Return for how long a shared cache may call a page fresh, and as long again stale."""
    if change is None:
        return longest
    steps = (longest, min(longest, SHORT_SECONDS), 0)
    return next(step for step in steps if now + 2 * timedelta(seconds=step) < change or not step)


def next_step(longest: int, now: datetime, change: datetime | None) -> datetime | None:
    """Return the next moment at which `shared_seconds` differs, or the change itself."""
    if change is None:
        return None
    steps = (change - 2 * timedelta(seconds=step) for step in (longest, SHORT_SECONDS))
    return min((step for step in steps if now < step), default=change)
