"""The time of a purge, and the retries of one that fails."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.contrib.frontend_cache.backends import BaseBackend

from home.delivery.cdn import purging
from home.delivery.content_version import POLL_SECONDS

PAIN, SLEEP = "https://www.example.org/pain/", "https://www.example.org/sleep/"


class RecordingBackend(BaseBackend):
    """A fake cache in front of the site."""

    purged: list[list[str]] = []
    failing = 0

    def purge_batch(self, urls: list[str]) -> None:
        if RecordingBackend.failing:
            RecordingBackend.failing -= 1
            raise ConnectionError("the token is secret")
        RecordingBackend.purged.append(list(urls))


class FakeTimer:
    """A fake of `threading.Timer`, whose time passes by `advance`."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waiting: list = []

    def timer(self, seconds, function, args=()):
        clock = self

        class Timer:
            daemon = False

            def start(self) -> None:
                clock.waiting.append((clock.now + seconds, function, args, self))

        return Timer()

    def advance(self, seconds: float) -> None:
        end = self.now + seconds
        while due := [entry for entry in self.waiting if entry[0] <= end]:
            first = min(due, key=lambda entry: entry[0])
            self.waiting.remove(first)
            self.now = first[0]
            first[1](*first[2])
        self.now = end


@pytest.fixture(autouse=True)
def clock(monkeypatch, settings) -> Iterator[FakeTimer]:
    settings.WAGTAILFRONTENDCACHE = {"cache": {"BACKEND": f"{__name__}.RecordingBackend"}}
    monkeypatch.setattr(RecordingBackend, "purged", [])
    monkeypatch.setattr(RecordingBackend, "failing", 0)
    clock = FakeTimer()
    monkeypatch.setattr(purging.threading, "Timer", clock.timer)
    yield clock
    clock.advance(1000)  # nothing is left for the next test


def test_purging_waits_until_every_process_has_polled(clock) -> None:
    purging.schedule_purge([PAIN])
    clock.advance(POLL_SECONDS)
    assert not RecordingBackend.purged
    clock.advance(10)
    assert RecordingBackend.purged == [[PAIN]]


def test_a_transaction_is_purged_once_on_commit(clock) -> None:
    purging.schedule_purge([PAIN])
    clock.advance(purging.BATCH_SECONDS / 2)
    purging.schedule_purge([PAIN, SLEEP])
    clock.advance(POLL_SECONDS)
    assert not RecordingBackend.purged
    purging.schedule_purge([PAIN])
    clock.advance(purging.PURGE_DELAY_SECONDS)
    assert RecordingBackend.purged == [[PAIN, SLEEP]]
    clock.advance(10)
    assert RecordingBackend.purged == [[PAIN, SLEEP], [PAIN]]


def test_a_cache_that_fails_is_tried_again(clock, caplog) -> None:
    RecordingBackend.failing = 2
    purging.schedule_purge([PAIN])
    clock.advance(4)
    assert not RecordingBackend.purged
    # A command that has ended does not wait for a further try.
    assert [timer.daemon for *_, timer in clock.waiting] == [True]
    clock.advance(1000)
    assert RecordingBackend.purged == [[PAIN]]
    assert "secret" not in caplog.text


def test_retries_are_limited(clock, caplog) -> None:
    RecordingBackend.failing = 100
    purging.schedule_purge([PAIN])
    clock.advance(10_000)
    assert not clock.waiting
    assert [record.levelno for record in caplog.records][-1] == logging.ERROR


def test_a_failing_cache_does_not_affect_another(clock, settings) -> None:
    settings.WAGTAILFRONTENDCACHE |= {"other": {"BACKEND": f"{__name__}.RecordingBackend"}}
    RecordingBackend.failing = 1
    purging.schedule_purge([PAIN])
    clock.advance(4)
    assert RecordingBackend.purged == [[PAIN]]


def test_the_number_of_purged_urls_is_limited(clock, monkeypatch) -> None:
    monkeypatch.setattr(purging, "MAX_PURGED_URLS", 1)
    purging.schedule_purge([PAIN, SLEEP])
    clock.advance(4)
    assert RecordingBackend.purged == [[PAIN]]


def test_a_worker_purges_at_the_right_time(settings, clock) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    purging.schedule_purge([PAIN])
    backend: Any = purging.purge.get_backend()
    [result] = backend.results
    assert result.task.run_after >= timezone.now() + timedelta(seconds=POLL_SECONDS)
    assert result.args == [[PAIN], "cache", 0]
    assert not clock.waiting
