"""Opening hours as plain data: open now or not, and when that changes next.

Times are those of a wall clock at the place. A span that closes at or before the time it opens ends
on the next day: 22:00 to 02:00, and 00:00 to 00:00 for a whole day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

DAY = timedelta(days=1)
# A place that has not opened a week after its last exception never will.
WEEK = 7 * DAY
# So that no date of the year 9999 makes a page slow.
MAX_DAYS_AHEAD = 800


@dataclass(frozen=True, order=True)
class Span:
    """One opening of a day."""

    opens: time
    closes: time

    @property
    def ends_next_day(self) -> bool:
        return self.closes <= self.opens


@dataclass(frozen=True)
class HoursException:
    """Days from `first` to `last` with other spans than the week; closed if there are none."""

    name: str
    first: date
    last: date
    spans: tuple[Span, ...] = ()

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class OpenState:
    """Open or closed, until `changes_at`, which is None if no change is known."""

    is_open: bool
    changes_at: datetime | None


@dataclass(frozen=True)
class OpeningHours:
    """The spans of each day of the week, from Monday, and the exceptions."""

    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    exceptions: tuple[HoursException, ...] = ()

    def __bool__(self) -> bool:
        return any(self.week) or any(exception.spans for exception in self.exceptions)

    def exception_on(self, day: date) -> HoursException | None:
        """Return the exception of a day. Of several the shortest, which is the most particular."""
        found = [exception for exception in self.exceptions if day in exception]
        return min(found, key=lambda each: each.last - each.first, default=None)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """Return the spans that begin on a day, in order."""
        exception = self.exception_on(day)
        spans = exception.spans if exception else self.week[day.weekday()]
        return tuple(sorted(spans))

    def state(self, now: datetime, zone: tzinfo) -> OpenState:
        """Return the state at an aware time, and when it ends."""
        now = now.astimezone(UTC)
        for opens, closes in self._merged_intervals(now, zone):
            if now < opens:
                return OpenState(False, opens)
            if now < closes:
                return OpenState(True, closes if closes < self._horizon(now, zone) else None)
        return OpenState(False, None)

    def next_change_of_words(self, now: datetime, zone: tzinfo) -> datetime:
        """Return when a page that names state and day says something else: midnight at the latest.

        After midnight, “tomorrow” is “today” and another line of the table is bold.
        """
        tomorrow = now.astimezone(zone).date() + DAY
        midnight = opening_moment(tomorrow, time(0), zone)
        changes_at = self.state(now, zone).changes_at
        return min(midnight, changes_at) if changes_at else midnight

    def upcoming_exceptions(self, today: date, days: int) -> list[HoursException]:
        """Return the exceptions that are not over and begin in so many days, in order."""
        limit = today + days * DAY
        found = [each for each in self.exceptions if each.last >= today and each.first <= limit]
        return sorted(found, key=lambda each: (each.first, each.last))

    def _last_day(self, today: date) -> date:
        """Return the day after which every week is the same as the one before."""
        ends = [each.last for each in self.exceptions if each.last >= today]
        farthest = today + MAX_DAYS_AHEAD * DAY
        return min(max([today, *ends]), farthest) + WEEK

    def _horizon(self, now: datetime, zone: tzinfo) -> datetime:
        last = self._last_day(now.astimezone(zone).date())
        return closing_moment(last, time(0), zone)

    def _merged_intervals(self, now: datetime, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
        """Yield the times of opening and closing that are not over, joined where they touch."""
        current: tuple[datetime, datetime] | None = None
        for opens, closes in self._intervals(now, zone):
            if current and opens <= current[1]:
                current = current[0], max(current[1], closes)
                continue
            if current and now < current[1]:
                yield current
            current = opens, closes
        if current and now < current[1]:
            yield current

    def _intervals(self, now: datetime, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
        today = now.astimezone(zone).date()
        day = today - DAY
        last = self._last_day(today)
        while day <= last:
            yield from day_intervals(day, self.spans_on(day), zone)
            day += DAY


def find_overlap(spans: Iterable[Span]) -> tuple[Span, Span] | None:
    """Return two spans of one day of which the second begins before the first ends."""
    ordered = sorted(spans)
    for first, second in pairwise(ordered):
        if first.ends_next_day or second.opens < first.closes:
            return first, second
    return None


def day_intervals(
    day: date, spans: Iterable[Span], zone: tzinfo
) -> list[tuple[datetime, datetime]]:
    """Return the intervals in UTC that begin on a day, without empty ones.

    They are sorted as they pass, which near a change of clocks is not as a clock shows them.
    """
    intervals = [
        (
            opening_moment(day, span.opens, zone),
            closing_moment(day + DAY if span.ends_next_day else day, span.closes, zone),
        )
        for span in spans
    ]
    return sorted((opens, closes) for opens, closes in intervals if opens < closes)


def opening_moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the moment in UTC; the first one of an hour that a clock shows twice."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def closing_moment(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the moment in UTC; the second one of an hour that a clock shows twice.

    Of an hour that clocks skip, both readings are one hour apart and the later one is right.
    """
    wall = datetime.combine(day, clock, zone)
    return max(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
