"""Opening hours as plain data."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.care.hours import DAY, HoursException, OpeningHours, Span, find_overlap

LONDON = ZoneInfo("Europe/London")
NINE_TO_SIX = Span(time(9), time(18))
NOBODY: tuple[Span, ...] = ()
WORKDAYS = ((NINE_TO_SIX,),) * 5 + (NOBODY,) * 2

# On the half hour, so that touching and overlapping spans are common.
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
spans = st.builds(Span, clocks, clocks)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
exceptions = st.builds(
    lambda first, length, spans: HoursException("", first, first + length * DAY, tuple(spans)),
    days,
    st.integers(0, 9),
    st.lists(spans, max_size=2),
)
some_hours = st.builds(
    OpeningHours,
    st.tuples(*[st.lists(spans, max_size=2).map(tuple)] * 7),
    st.lists(exceptions, max_size=3).map(tuple),
)
minutes = st.integers(0, 2 * 365 * 24 * 60)
moments = minutes.map(lambda number: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def is_open(hours: OpeningHours, moment: datetime) -> bool:
    return hours.state(moment, LONDON).is_open


@given(some_hours, moments)
def test_the_state_holds_until_its_end_and_not_after(hours, now):
    state = hours.state(now, LONDON)

    if state.changes_at is None:
        for ahead in (timedelta(hours=1), timedelta(days=1), timedelta(days=6)):
            assert is_open(hours, now + ahead) is state.is_open
        return
    assert state.changes_at > now
    middle = now + (state.changes_at - now) / 2
    assert is_open(hours, middle) is state.is_open
    assert is_open(hours, state.changes_at - timedelta(microseconds=1)) is state.is_open
    assert is_open(hours, state.changes_at) is not state.is_open


@given(some_hours, moments)
def test_words_change_at_midnight_or_before(hours, now):
    change = hours.next_change_of_words(now, LONDON)

    assert now < change
    assert change.astimezone(LONDON).date() <= now.astimezone(LONDON).date() + DAY


@given(some_hours, days)
def test_a_closed_day_is_closed_unless_the_night_before_runs_on(hours, day):
    closed = HoursException("Closed", day - DAY, day)
    # Shorter exceptions would be more particular.
    week = OpeningHours(hours.week, (closed,))
    noon = datetime.combine(day, time(12), LONDON)

    assert not is_open(week, noon)


@pytest.mark.parametrize(
    ("now", "opened", "change"),
    [
        ("2026-11-30 08:59", False, "2026-11-30 09:00"),
        ("2026-11-30 09:00", True, "2026-11-30 18:00"),
        ("2026-11-30 18:00", False, "2026-12-01 09:00"),
        ("2026-12-04 18:00", False, "2026-12-07 09:00"),
    ],
)
def test_a_week_opens_and_closes(now, opened, change):
    state = OpeningHours(WORKDAYS).state(at(now), LONDON)

    assert (state.is_open, state.changes_at) == (opened, at(change))


def test_a_holiday_replaces_the_week():
    christmas = HoursException("Christmas", date(2026, 12, 25), date(2026, 12, 28))
    eve = HoursException("Eve", date(2026, 12, 24), date(2026, 12, 24), (Span(time(9), time(13)),))
    hours = OpeningHours(WORKDAYS, (christmas, eve))

    assert hours.state(at("2026-12-24 12:00"), LONDON).changes_at == at("2026-12-24 13:00")
    assert hours.state(at("2026-12-24 13:00"), LONDON).changes_at == at("2026-12-29 09:00")


def test_of_two_exceptions_the_shorter_one_counts():
    summer = HoursException("Summer", date(2026, 8, 1), date(2026, 8, 31))
    open_day = HoursException("Day", date(2026, 8, 5), date(2026, 8, 5), (NINE_TO_SIX,))
    hours = OpeningHours(WORKDAYS, (summer, open_day))

    assert hours.spans_on(date(2026, 8, 5)) == (NINE_TO_SIX,)
    assert hours.spans_on(date(2026, 8, 6)) == ()


def test_a_night_belongs_to_the_day_on_which_it_begins():
    saturday = OpeningHours((*((NOBODY,) * 5), (Span(time(22), time(2)),), NOBODY))

    assert is_open(saturday, at("2026-12-06 01:59"))
    assert not is_open(saturday, at("2026-12-06 02:00"))
    assert not is_open(saturday, at("2026-12-05 01:00"))


def test_a_place_that_never_closes_has_no_next_change():
    always = OpeningHours(((Span(time(0), time(0)),),) * 7)

    assert always.state(at("2026-11-30 12:00"), LONDON) == (
        type(always.state(at("2026-11-30 12:00"), LONDON))(True, None)
    )


def test_hours_follow_the_clock_when_it_changes():
    """In March, 9 am is an hour earlier in UTC; an open night is one hour shorter."""
    hours = OpeningHours((*WORKDAYS[:5], (Span(time(22), time(3)),), (NINE_TO_SIX,)))
    before = hours.state(at("2026-03-28 23:00"), LONDON)

    assert before.changes_at == datetime(2026, 3, 29, 2, tzinfo=UTC)
    after = hours.state(before.changes_at, LONDON)
    assert after.changes_at == datetime(2026, 3, 29, 8, tzinfo=UTC)


def test_a_clock_that_shows_an_hour_twice_closes_at_the_second():
    hours = OpeningHours((*((NOBODY,) * 6), (Span(time(0), time(1, 30)),)))

    state = hours.state(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), LONDON)

    assert state.changes_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        (Span(time(9), time(12)), Span(time(12), time(18)), False),
        (Span(time(9), time(13)), Span(time(12), time(18)), True),
        (Span(time(9), time(12)), Span(time(22), time(2)), False),
        (Span(time(20), time(2)), Span(time(22), time(23)), True),
    ],
)
def test_times_of_a_day_that_overlap_are_found(first, second, overlaps):
    assert bool(find_overlap([second, first])) is overlaps


def test_a_date_far_ahead_takes_no_long_search():
    far = HoursException("", date(9999, 12, 31), date(9999, 12, 31))

    assert not OpeningHours(exceptions=(far,)).state(at("2026-11-30 12:00"), LONDON).is_open
