"""Opening hours in words."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from home.care.hours import HoursException, OpeningHours, Span
from home.care.hours_words import describe_state, format_clock, summarise_week, week_rows

LONDON = ZoneInfo("Europe/London")
DAY = (Span(time(9), time(18)),)
LATE = (Span(time(9, 30), time(20)),)
HOURS = OpeningHours(
    (DAY, LATE, DAY, DAY, (Span(time(9), time(12)),), (), ()),
    (HoursException("Christmas", date(2026, 12, 25), date(2027, 1, 10)),),
)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (time(9), "9 am"),
        (time(9, 30), "9.30 am"),
        (time(12), "noon"),
        (time(12, 15), "12.15 pm"),
        (time(0), "midnight"),
        (time(0, 5), "12.05 am"),
        (time(18), "6 pm"),
    ],
)
def test_times_are_written_as_people_say_them(clock, words):
    assert format_clock(clock) == words


def test_other_languages_write_times_their_own_way():
    with translation.override("de"):
        assert format_clock(time(18)) == "18:00"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-30 10:00", "Open now until 6 pm"),
        ("2026-11-30 07:00", "Closed, opens at 9 am"),
        ("2026-11-30 19:00", "Closed, opens tomorrow at 9.30 am"),
        ("2026-12-04 13:00", "Closed, opens Monday at 9 am"),
        ("2026-12-25 10:00", "Closed, opens Monday 11 Jan 2027 at 9 am"),
    ],
)
def test_the_state_names_its_next_change(now, words):
    moment = datetime.fromisoformat(now).replace(tzinfo=LONDON)

    assert describe_state(HOURS.state(moment, LONDON), moment, LONDON) == words


def test_todays_line_stands_out_and_tells_of_a_holiday():
    rows = week_rows(HOURS, date(2026, 12, 28))

    assert [row.is_today for row in rows] == [True] + [False] * 6
    assert (rows[0].day, rows[0].times) == ("Monday", "closed (Christmas)")
    assert (rows[1].day, rows[1].times) == ("Tuesday", "9.30 am to 8 pm")
    assert rows[6].times == "closed"


def test_the_week_fits_on_one_line():
    hours = OpeningHours((DAY, DAY, DAY, DAY, DAY, (Span(time(9), time(12)),), ()))

    assert summarise_week(hours) == "Monday to Friday 9 am to 6 pm, Saturday 9 am to noon"
    assert summarise_week(OpeningHours()) == ""
