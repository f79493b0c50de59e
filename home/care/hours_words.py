"""Opening hours in words: the state now, and the table of the week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, gettext, pgettext

from home.care.hours import DAY, HoursException, OpeningHours, OpenState, Span

# Beyond, a weekday alone could be taken for this week's.
DAYS_BY_NAME = 6


def format_clock(clock: time) -> str:
    """Return a time as people say it: “9 am” or “9.30 am” in English, else as Django formats it."""
    if not (get_language() or "").startswith("en"):
        return time_format(clock, "TIME_FORMAT")
    if clock.minute == 0 and clock.hour in (0, 12):
        return pgettext("time", "noon") if clock.hour else pgettext("time", "midnight")
    half = pgettext("time", "am") if clock.hour < 12 else pgettext("time", "pm")
    hour = clock.hour % 12 or 12
    separator = ":" if get_language() == "en-us" else "."
    minutes = f"{separator}{clock.minute:02}" if clock.minute else ""
    return f"{hour}{minutes} {half}"


def format_spans(spans: Iterable[Span]) -> str:
    """Return the times of one day in words."""
    texts = []
    for span in spans:
        if span.opens == span.closes == time(0):
            texts.append(gettext("open all day"))
        else:
            clock = {"opens": format_clock(span.opens), "closes": format_clock(span.closes)}
            texts.append(gettext("%(opens)s to %(closes)s") % clock)
    return gettext(", ").join(texts) or gettext("closed")


def describe_state(state: OpenState, now: datetime, zone: tzinfo) -> str:
    """Return the state in words, such as “Open now until 6 pm”."""
    if state.changes_at is None:
        return gettext("Open now, day and night") if state.is_open else gettext("Closed")
    moment = describe_moment(state.changes_at, now, zone, is_end=state.is_open)
    text = (
        gettext("Open now until %(moment)s")
        if state.is_open
        else gettext("Closed, opens %(moment)s")
    )
    return text % {"moment": moment}


def describe_moment(moment: datetime, now: datetime, zone: tzinfo, *, is_end: bool) -> str:
    """Return a coming time in words: with the day, unless it is today or the coming night."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = format_clock(local.time())
    ahead = local.date() - today
    if ahead < DAY or (is_end and ahead == DAY and local.time() < time(12)):
        return clock if is_end else gettext("at %(clock)s") % {"clock": clock}
    if ahead == DAY:
        return gettext("tomorrow at %(clock)s") % {"clock": clock}
    if ahead <= timedelta(days=DAYS_BY_NAME):
        return gettext("%(weekday)s at %(clock)s") % {
            "weekday": date_format(local.date(), "l"),
            "clock": clock,
        }
    return gettext("%(weekday)s %(day)s at %(clock)s") % {
        "weekday": date_format(local.date(), "l"),
        "day": date_format(local.date(), "DATE_FORMAT"),
        "clock": clock,
    }


@dataclass(frozen=True)
class HoursRow:
    """A line of the table: a day of the week and its times."""

    day: str
    times: str
    is_today: bool


def usual_week_rows(hours: OpeningHours) -> list[HoursRow]:
    """Return the lines of the usual week, from Monday, for text that may be read later."""
    return [
        HoursRow(weekday_name(weekday), format_spans(sorted(spans)), is_today=False)
        for weekday, spans in enumerate(hours.week)
    ]


def week_rows(hours: OpeningHours, today: date) -> list[HoursRow]:
    """Return the lines of the week, from Monday. That of today says what is true of today."""
    rows = usual_week_rows(hours)
    times = format_spans(hours.spans_on(today))
    if exception := hours.exception_on(today):
        times = gettext("%(times)s (%(name)s)") % {"times": times, "name": exception.name}
    rows[today.weekday()] = HoursRow(rows[today.weekday()].day, times, is_today=True)
    return rows


def weekday_name(weekday: int) -> str:
    """Return the name of a day of the week; Monday is 0."""
    return date_format(date(2024, 1, 1) + weekday * DAY, "l")


def summarise_week(hours: OpeningHours) -> str:
    """Return the usual week on one line: “Monday to Friday 9 am to 6 pm, Saturday 9 am to noon”."""
    groups: list[list[int]] = []
    for weekday in (day for day in range(7) if hours.week[day]):
        before = groups[-1][-1] if groups else None
        if before == weekday - 1 and hours.week[weekday] == hours.week[weekday - 1]:
            groups[-1].append(weekday)
        else:
            groups.append([weekday])
    texts = []
    for group in groups:
        first, last = weekday_name(group[0]), weekday_name(group[-1])
        names = first
        if len(group) > 1:
            names = gettext("%(first)s to %(last)s") % {"first": first, "last": last}
        times = format_spans(sorted(hours.week[group[0]]))
        texts.append(gettext("%(days)s %(times)s") % {"days": names, "times": times})
    return gettext(", ").join(texts)


@dataclass(frozen=True)
class ExceptionRow:
    """A line of the table of holidays."""

    name: str
    days: str
    times: str


def exception_rows(exceptions: Iterable[HoursException]) -> list[ExceptionRow]:
    return [
        ExceptionRow(each.name, _days_of(each), format_spans(sorted(each.spans)))
        for each in exceptions
    ]


def _days_of(exception: HoursException) -> str:
    first = date_format(exception.first, "DATE_FORMAT")
    if exception.first == exception.last:
        weekday = date_format(exception.first, "l")
        return gettext("%(weekday)s, %(day)s") % {"weekday": weekday, "day": first}
    last = date_format(exception.last, "DATE_FORMAT")
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
