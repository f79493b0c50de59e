"""Bounds on the requests that the cache does not answer."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from config.page_cache import cache
from config.page_cache import limits as limits_module
from config.page_cache.limits import CountedBody, RequestLimits, leave_django_early
from tests.config.page_cache.helpers import UNAVAILABLE, CachedSite, limits


@contextmanager
def waiting_requests(site: CachedSite, *paths: str, method: str = "GET") -> Iterator[None]:
    """Keep requests in the application until the block ends."""
    begun, done = threading.Semaphore(0), threading.Event()

    def wait() -> None:
        begun.release()
        done.wait(10)

    site.while_rendering = wait
    with ThreadPoolExecutor(len(paths)) as executor:
        try:
            for path in paths:
                executor.submit(site.get, path, method=method)
                assert begun.acquire(timeout=10)
            site.while_rendering = lambda: None
            yield
        finally:
            done.set()


@pytest.fixture(autouse=True)
def _short_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "RENDER_TIMEOUT", 0.02)


def test_a_request_without_a_place_is_refused_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "RENDER_TIMEOUT", 60)
    site = CachedSite(limits=limits(1))
    site.get("/blog/")

    with waiting_requests(site, "/slow/"):
        assert site.get("/blog/").label == "HIT"
        refused = site.get("/other/")

    assert (refused.status, refused.body) == (503, UNAVAILABLE)
    assert refused.headers["retry-after"] == "5"
    assert site.get("/other/").status == 200


def test_an_outdated_page_is_better_than_a_refusal():
    site = CachedSite(limits=limits(1))
    site.get("/blog/")
    site.content_version = 2
    site.expire_poll()

    with waiting_requests(site, "/slow/"):
        assert site.get("/blog/").label == "STALE"


def test_forms_leave_a_slot_for_pages():
    site = CachedSite(limits=limits(max_renderers=2))

    with waiting_requests(site, "/login/", method="POST"):
        assert site.get("/login/", method="POST").status == 503
        assert site.get("/new-page/").status == 200


def test_slow_requests_do_not_keep_others_out(monkeypatch: pytest.MonkeyPatch):
    site = CachedSite(limits=limits(max_renderers=1, max_in_django=2))

    with waiting_requests(site, "/slow/"):
        assert site.get("/other/").status == 503
        monkeypatch.setattr(limits_module, "SLOW_AFTER", 0)
        assert site.get("/other/").status == 200
        with waiting_requests(site, "/slower/"):
            assert site.get("/other-page/").status == 503


def test_a_request_waits_until_another_becomes_slow(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits_module, "SLOW_AFTER", 0.1)
    monkeypatch.setattr(cache, "RENDER_TIMEOUT", 10)
    site = CachedSite(limits=limits(max_renderers=1))

    with waiting_requests(site, "/slow/"):
        assert site.get("/other/").status == 200


def test_a_slot_can_be_given_back_early():
    site = CachedSite(limits=limits(max_renderers=1))
    assert not leave_django_early()
    statuses = []

    def leave() -> None:
        site.while_rendering = lambda: None
        assert leave_django_early()
        assert not leave_django_early()
        with ThreadPoolExecutor(1) as executor:
            statuses.append(executor.submit(site.get, "/other/").result().status)

    site.while_rendering = leave
    assert site.get("/mail/").status == 200
    assert statuses == [200]


def test_slow_files_delay_neither_pages_nor_static_files():
    site = CachedSite(limits=limits(max_files=1))

    with waiting_requests(site, "/media/large.jpg"):
        assert site.get("/media/other.jpg").status == 503
        assert site.get("/static/site.css").status == 200
        assert site.get("/blog/").status == 200


def test_a_place_is_free_once_the_response_is_sent():
    requests = RequestLimits(1, max_renderers=1, max_in_django=1, max_files=1)
    for finish in (CountedBody.close, CountedBody.__del__):
        assert requests.take_place()
        body = requests.leave_place_after(iter([b"page"]))
        assert isinstance(body, CountedBody)
        assert list(body) == [b"page"]
        assert not requests.take_place()
        for _time in range(2):
            finish(body)
        assert requests.take_place()
        requests.leave_place()


def test_failed_requests_keep_nothing():
    site = CachedSite(limits=limits(1, max_renderers=1, max_in_django=1, max_files=1))

    def fail() -> None:
        raise KeyError

    site.while_rendering = fail
    for path in ("/page/", "/media/a.jpg", "/static/a.css"):
        with pytest.raises(KeyError):
            site.get(path)
    site.while_rendering = lambda: None

    for path in ("/page/", "/media/a.jpg", "/static/a.css"):
        assert site.get(path).status == 200
