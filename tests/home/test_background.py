"""The thread that stores enquiries goes on after every failure."""

import threading
import time

import pytest
from django.db import OperationalError

from home.background import INTERVAL, Background
from home.delivery import content_version
from home.enquiry import notifications
from home.enquiry.deadline import DeadlineRunner


class StopError(BaseException):
    """Ends a loop that would go on for ever."""


class DueNow(threading.Event):
    """Notices are due, so that waiting for them returns at once."""

    def is_set(self) -> bool:
        return True

    def wait(self, timeout: float | None = None) -> bool:
        raise StopError


@pytest.fixture
def no_threads(monkeypatch) -> pytest.MonkeyPatch:
    def fail(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", fail)
    return monkeypatch


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """Return the seconds for which the loop sleeps, which ends it."""
    seconds: list[float] = []

    def stop(each: float) -> None:
        seconds.append(each)
        raise StopError

    monkeypatch.setattr(time, "sleep", stop)
    monkeypatch.setattr(notifications, "due", DueNow())
    return seconds


def test_a_thread_that_cannot_start_holds_no_slot(no_threads):
    runner = DeadlineRunner[int]("test", seconds=30, max_threads=1)
    with pytest.raises(RuntimeError):
        runner.run(lambda: 1)

    no_threads.undo()

    assert runner.run(lambda: 2) == 2


def test_the_loop_goes_on_without_a_thread_for_a_round(no_threads, waits, caplog):
    with pytest.raises(StopError):
        Background()._run()

    assert waits == [INTERVAL]
    assert "RuntimeError" in caplog.text


def test_a_failed_round_is_not_repeated_at_once(monkeypatch, waits):
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(content_version, "last_read", fail)

    with pytest.raises(StopError):
        Background()._run()

    assert waits == [INTERVAL]


@pytest.mark.django_db
def test_a_job_that_goes_on_failing_is_logged_once(monkeypatch, caplog):
    def fail() -> None:
        raise ValueError

    monkeypatch.setattr(content_version, "last_read", fail)
    background = Background()

    background.run_round()
    background.run_round()

    assert caplog.text.count("take_last_known failed: ValueError") == 1
