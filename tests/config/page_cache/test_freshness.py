"""Changes, failures, and concurrent requests for the same page."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import Mock

import pytest

from config.page_cache import cache, content_poller
from tests.config.page_cache.helpers import (
    PAGE,
    UNAVAILABLE,
    CachedSite,
    decoded,
    limits,
    slow_rendering,
)

DATABASE_ERROR = ConnectionError("no route to the database")


def site_with_cached_page(**options) -> CachedSite:
    """Return a site whose page is cached."""
    site = CachedSite(**options)
    site.get()
    return site


def wait_for_recovery(site: CachedSite) -> None:
    site.expire_poll()
    deadline = time.monotonic() + 5
    while site.get().label == "STALE" and time.monotonic() < deadline:
        time.sleep(0.01)


def test_a_change_expires_every_page_at_the_next_poll():
    site = site_with_cached_page()
    site.content_version, site.body = 2, b"new"
    assert site.get().body == PAGE

    site.expire_poll()

    assert (site.get().body, site.get().label) == (b"new", "HIT")


def test_the_version_is_polled_once_a_second():
    look = Mock(return_value=1)
    site = CachedSite()
    site.cache.content_poller._read_version = look

    for _request in range(50):
        site.get()

    look.assert_called_once()


def test_a_page_rendered_during_a_change_is_not_fresh():
    site = site_with_cached_page()
    site.content_version = 2
    site.expire_poll()

    def change_meanwhile():
        site.content_version = 3

    site.while_rendering = change_meanwhile
    site.get()
    site.expire_poll()

    assert site.get().label == "MISS"


def test_without_a_database_only_stale_pages_are_served():
    site = site_with_cached_page()
    site.content_version = DATABASE_ERROR
    site.expire_poll()

    stale, missing, form = site.get(), site.get("/other/"), site.get("/send/", method="POST")

    assert (stale.status, stale.label, stale.body) == (200, "STALE", PAGE)
    for answer in (missing, form):
        assert (answer.status, answer.body) == (503, UNAVAILABLE)
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["cache-control"] == "no-store"
    assert len(site.requests) == 1


def test_a_stale_page_has_an_age_and_a_limit():
    site = site_with_cached_page(stale_seconds=60)
    site.content_version = DATABASE_ERROR
    page = next(iter(site.cache.store._pages.values()))

    page.confirmed_at = time.monotonic() - 50
    site.expire_poll()
    assert int(site.get().headers["age"]) in (50, 51)

    page.confirmed_at = time.monotonic() - 70
    assert site.get().status == 503


def test_a_recovered_database_is_noticed():
    site = site_with_cached_page()
    site.content_version = DATABASE_ERROR
    site.expire_poll()
    assert site.get().label == "STALE"

    site.content_version = 1
    wait_for_recovery(site)

    assert site.get().label == "HIT"
    assert site.get("/other/").label == "MISS"


def test_a_hanging_database_does_not_delay_cached_pages(monkeypatch):
    monkeypatch.setattr(content_poller, "POLL_TIMEOUT", 0.02)
    monkeypatch.setattr(content_poller, "UNAVAILABLE_AFTER", 0.1)
    site = site_with_cached_page()
    answered = threading.Event()
    site.cache.content_poller._read_version = lambda: answered.wait(10) or 1
    site.expire_poll()

    assert site.get().label == "STALE"
    assert site.get("/other/").label == "MISS"
    time.sleep(0.15)
    site.expire_poll()
    assert site.get("/third/").status == 503

    answered.set()


def test_a_page_that_fails_to_render_is_served_stale():
    site = site_with_cached_page()
    site.content_version, site.status, site.body = 2, "500 Server Error", b"broken"
    site.expire_poll()

    assert (site.get().status, site.get().label, site.get().body) == (200, "STALE", PAGE)
    assert site.get("/other/").status == 500


def test_one_request_renders_for_all_that_want_the_page():
    site = CachedSite()
    site.while_rendering = lambda: time.sleep(0.1)

    with ThreadPoolExecutor(6) as readers:
        answers = list(readers.map(lambda _reader: site.get(), range(6)))

    assert {answer.body for answer in answers} == {PAGE}
    assert sorted(answer.label for answer in answers) == ["HIT"] * 5 + ["MISS"]
    assert len(site.requests) == 1


def test_waiting_too_long_gets_the_stale_copy(monkeypatch):
    monkeypatch.setattr(cache, "RENDER_TIMEOUT", 0.02)
    site = site_with_cached_page()
    site.content_version = 2
    site.expire_poll()
    with slow_rendering(site) as slow:
        assert site.get().label == "STALE"
    assert slow.result().label == "MISS"


def test_uncacheable_responses_are_not_shared():
    site = CachedSite()
    site.headers["Cache-Control"] = "private"
    site.while_rendering = lambda: time.sleep(0.05)

    with ThreadPoolExecutor(3) as readers:
        answers = list(readers.map(lambda _reader: site.get(), range(3)))

    assert [answer.body for answer in answers] == [PAGE] * 3
    assert len(site.requests) == 3


def test_slow_pages_leave_threads_for_cached_ones(monkeypatch):
    monkeypatch.setattr(cache, "RENDER_TIMEOUT", 0.02)
    site = site_with_cached_page(limits=limits(max_renderers=1))
    with slow_rendering(site, "/slow/") as slow:
        assert site.get().label == "HIT"
        assert site.get("/other/").status == 503
    assert slow.result().status == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_is_always_closed(method: str):
    closed = []

    class Body(list):
        def close(self):
            closed.append(method)

    site = CachedSite()

    def application(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public")])
        return Body([b"page"])

    site.cache.inner = application
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/", "QUERY_STRING": "", "HTTP_HOST": "x"}
    body = site.cache(environ | {"wsgi.url_scheme": "http"}, lambda *_answer: None)
    getattr(body, "close", lambda: None)()

    assert closed == [method]


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_words_of_a_moment_are_dropped_once_it_is_over(encoding):
    opened = b"<!--now--><p>Open now</p><!--/now-->"
    site = CachedSite()
    site.body, site.true_until = PAGE + opened + PAGE + opened, time.time() + 60
    fresh = site.get(accept_encoding=encoding)
    site.content_version = DATABASE_ERROR
    site.expire_poll()
    stale = site.get(accept_encoding=encoding)
    assert (stale.label, stale.body, stale.headers["etag"]) == (
        "STALE",
        fresh.body,
        fresh.headers["etag"],
    )

    for page in site.cache.store._pages.values():
        page.true_until = time.time() - 1
    later = site.get(accept_encoding=encoding)

    assert (later.label, decoded(later)) == ("STALE", PAGE + PAGE)
    assert later.headers["content-length"] == str(len(later.body))
    assert later.headers["etag"] != fresh.headers["etag"]


def test_the_words_are_back_with_the_database():
    opened = b"<!--now--><p>Open now</p><!--/now-->"
    site = CachedSite()
    site.body, site.true_until = PAGE + opened, time.time() - 1
    site.get()
    site.content_version = DATABASE_ERROR
    site.expire_poll()
    assert decoded(site.get()) == PAGE

    site.content_version = 2
    wait_for_recovery(site)

    assert decoded(site.get()) == PAGE + opened
