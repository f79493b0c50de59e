"""One thread sends cached pages while the others stand by."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from config.page_cache import leader
from config.page_cache.leader import Leader, StandByResponse
from tests.config.page_cache.helpers import PAGE, CachedSite, slow_rendering

LONG_TIMEOUT = 60.0


@pytest.fixture(autouse=True)
def _long_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting ends by notification in these tests, never by a timeout."""
    monkeypatch.setattr(leader, "LEADER_TIMEOUT", LONG_TIMEOUT)
    monkeypatch.setattr(leader, "STANDBY_TIMEOUT", LONG_TIMEOUT)


@pytest.fixture
def other_thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def start_standby(executor: ThreadPoolExecutor, leads: Leader) -> Future[None]:
    """Start a follower thread, and return once it waits."""
    waits = threading.Event()
    wait = leads._gone.wait

    def seen(timeout: float | None = None) -> bool:
        waits.set()
        return wait(timeout)

    leads._gone.wait = seen  # type: ignore[method-assign]
    future = executor.submit(leads.stand_by)
    assert waits.wait(10)
    return future


def test_a_thread_leads_until_it_steps_aside(other_thread: ThreadPoolExecutor):
    leads = Leader()

    assert leads.try_to_lead()
    assert not other_thread.submit(leads.try_to_lead).result()
    assert leads.try_to_lead()


def test_a_leader_that_steps_aside_wakes_a_follower(other_thread: ThreadPoolExecutor):
    leads = Leader()
    leads.try_to_lead()
    other = start_standby(other_thread, leads)
    assert not other.done()

    leads.step_aside()

    other.result(10)
    assert other_thread.submit(leads.try_to_lead).result()
    assert not leads.try_to_lead()


def test_only_the_leader_can_step_aside(other_thread: ThreadPoolExecutor):
    leads = Leader()
    leads.try_to_lead()

    other_thread.submit(leads.step_aside).result()

    assert not other_thread.submit(leads.try_to_lead).result()


def test_no_thread_waits_without_a_leader():
    Leader().stand_by()


def test_a_missing_leader_is_replaced(
    other_thread: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
):
    leads = Leader()
    leads.try_to_lead()
    monkeypatch.setattr(leader, "LEADER_TIMEOUT", 0)

    assert other_thread.submit(leads.try_to_lead).result()


def test_a_follower_does_not_depend_on_being_woken(monkeypatch: pytest.MonkeyPatch):
    leads = Leader()
    leads.try_to_lead()
    monkeypatch.setattr(leader, "STANDBY_TIMEOUT", 0.01)

    leads.stand_by()


def test_a_response_is_sent_before_its_thread_waits(other_thread: ThreadPoolExecutor):
    leads = Leader()
    leads.try_to_lead()
    answer = StandByResponse([b"page"], leads)

    assert list(answer) == [b"page"]

    closing = other_thread.submit(answer.close)
    leads.step_aside()
    closing.result(10)


def test_another_thread_answers_while_the_leader_renders(other_thread: ThreadPoolExecutor):
    site = CachedSite()
    site.get()
    other_thread.submit(site.get).result()
    assert not site.cache.leader.try_to_lead()

    with slow_rendering(site, "/slow/", by=other_thread) as slow:
        answers = [site.get() for _request in range(3)]

        assert [answer.label for answer in answers] == ["HIT"] * 3
        assert not slow.done()
    assert slow.result().label == "MISS"


@pytest.mark.parametrize("path", ["/static/site.css", "/enquiry/?thanks=1"])
def test_a_thread_that_leaves_the_cache_does_not_lead(path: str, other_thread: ThreadPoolExecutor):
    site = CachedSite()
    site.get()
    site.get()
    assert not other_thread.submit(site.cache.leader.try_to_lead).result()

    site.get(*path.split("?"))

    assert other_thread.submit(site.get).result(10).body == PAGE
    assert other_thread.submit(site.cache.leader.try_to_lead).result()
