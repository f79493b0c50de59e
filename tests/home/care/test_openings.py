"""Shared caches never keep a page beyond the next opening or closing."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from home.care.openings import next_step, shared_seconds

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
longest = st.integers(0, 7200)
ahead = st.integers(0, 100_000)


@given(longest, ahead, st.integers(0, 100_000))
def test_a_shared_copy_is_gone_when_the_words_change(longest, ahead, rendered):
    """A page that was rendered earlier is sent until the next step."""
    change = NOW + timedelta(seconds=ahead)
    then = NOW + timedelta(seconds=min(rendered, ahead))
    step = next_step(longest, then, change)
    seconds = shared_seconds(longest, then, change)

    assert seconds <= longest
    # Fresh and stale for as long again, sent in the last moment before the next step.
    assert step is not None
    assert step + 2 * timedelta(seconds=seconds) <= change


def test_without_places_nothing_is_shortened():
    assert shared_seconds(600, NOW, None) == 600
    assert next_step(600, NOW, None) is None
