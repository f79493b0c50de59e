"""Of many threads one answers from what is kept, and the others stand by until it is away."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from config.page_cache import leader
from config.page_cache.leader import LastForNow, Leader
from tests.config.page_cache.helpers import PAGE, Site, being_rendered

FOR_EVER = 60.0


@pytest.fixture(autouse=True)
def _nobody_is_hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends waiting in these tests is being called."""
    monkeypatch.setattr(leader, "SECONDS_ABSENT", FOR_EVER)
    monkeypatch.setattr(leader, "SECONDS_OF_REST", FOR_EVER)


@pytest.fixture
def another() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as executor:
        yield executor


def standing_by(executor: ThreadPoolExecutor, leads: Leader) -> Future[None]:
    """Another thread that stands by, seen to wait."""
    waits = threading.Event()
    wait = leads._gone.wait

    def seen(timeout: float | None = None) -> bool:
        waits.set()
        return wait(timeout)

    leads._gone.wait = seen  # type: ignore[method-assign]
    future = executor.submit(leads.stand_by)
    assert waits.wait(10)
    return future


def test_one_leads_as_long_as_it_is_there(another: ThreadPoolExecutor):
    leads = Leader()

    assert leads.is_me()
    assert not another.submit(leads.is_me).result()
    assert leads.is_me()


def test_one_that_steps_aside_calls_one_that_stands_by(another: ThreadPoolExecutor):
    leads = Leader()
    leads.is_me()
    other = standing_by(another, leads)
    assert not other.done()

    leads.step_aside()

    other.result(10)
    assert another.submit(leads.is_me).result()
    assert not leads.is_me()


def test_only_the_leader_can_step_aside(another: ThreadPoolExecutor):
    leads = Leader()
    leads.is_me()

    another.submit(leads.step_aside).result()

    assert not another.submit(leads.is_me).result()


def test_nobody_stands_by_for_nobody():
    Leader().stand_by()


def test_a_leader_that_is_not_seen_any_more_is_replaced(
    another: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
):
    leads = Leader()
    leads.is_me()
    monkeypatch.setattr(leader, "SECONDS_ABSENT", 0)

    assert another.submit(leads.is_me).result()


def test_nobody_depends_on_being_called(monkeypatch: pytest.MonkeyPatch):
    leads = Leader()
    leads.is_me()
    monkeypatch.setattr(leader, "SECONDS_OF_REST", 0.01)

    leads.stand_by()


def test_the_answer_is_handed_over_before_its_thread_stands_by(another: ThreadPoolExecutor):
    leads = Leader()
    leads.is_me()
    answer = LastForNow([b"page"], leads)

    assert list(answer) == [b"page"]

    closing = another.submit(answer.close)
    leads.step_aside()
    closing.result(10)


def test_while_the_leader_renders_another_answers_and_does_not_wait(another: ThreadPoolExecutor):
    site = Site()
    site.get()
    another.submit(site.get).result()
    assert not site.cache.leader.is_me()

    with being_rendered(site, "/slow/", by=another) as slow:
        answers = [site.get() for _request in range(3)]

        assert [answer.label for answer in answers] == ["HIT"] * 3
        assert not slow.done()
    assert slow.result().label == "MISS"


@pytest.mark.parametrize("path", ["/static/site.css", "/enquiry/?thanks=1"])
def test_a_thread_that_goes_further_than_what_is_kept_does_not_lead(
    path: str, another: ThreadPoolExecutor
):
    site = Site()
    site.get()
    site.get()
    assert not another.submit(site.cache.leader.is_me).result()

    site.get(*path.split("?"))

    assert another.submit(site.get).result(10).body == PAGE
    assert another.submit(site.cache.leader.is_me).result()
