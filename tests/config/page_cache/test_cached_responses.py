"""The responses that are cached, and the requests that get them."""

import pytest

from tests.config.page_cache.helpers import PAGE, VARIES_ON_QUERY, CachedSite


def cache_labels(site: CachedSite, *requests: dict) -> list[str]:
    return [site.get(**request).label for request in requests]


def test_a_public_page_is_rendered_once():
    site = CachedSite()

    assert cache_labels(site, {}, {}, {"method": "HEAD"}) == ["MISS", "HIT", "HIT"]
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private, no-cache"},
        {"Cache-Control": "public, no-store"},
        {"Cache-Control": "max-age=60"},
        {"Set-Cookie": "a=1"},
        {"Vary": "Accept-Encoding, Cookie"},
    ],
    ids=str,
)
def test_a_response_that_is_not_public_is_not_cached(headers: dict[str, str]):
    site = CachedSite()
    site.headers |= headers

    assert cache_labels(site, {}, {}) == ["PASS", "PASS"]
    assert len(site.requests) == 2


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "500 Server Error"])
def test_a_response_that_is_no_page_is_not_cached(status: str):
    site = CachedSite()
    site.status = status

    answers = [site.get(), site.get()]

    assert [answer.status for answer in answers] == [int(status[:3])] * 2
    assert len(site.requests) == 2


@pytest.mark.parametrize(
    "request_",
    [
        {"method": "POST"},
        {"cookie": "sessionid=abc"},
        {"cookie": "a=b; sessionid=abc"},
        {"authorization": "Basic abc"},
        {"host": "evil.example"},
        {"host": "TestServer"},
        {"host": "testserver:99"},
        {"host": "testserver\r\nX-Injected: 1"},
        {"query": "q=pain"},
        {"query": "page=1&" + "a" * 600},
    ],
    ids=str,
)
def test_a_personal_request_reaches_django_unchanged(request_: dict):
    site = CachedSite()
    site.get()

    answer = site.get(**request_)

    assert answer.label == "PASS"
    assert site.requests[-1]["QUERY_STRING"] == request_.get("query", "")
    assert site.get().label == "HIT"


def test_other_cookies_and_tracking_parameters_are_ignored():
    site = CachedSite()
    site.get()

    tracked = {"query": "utm_source=news&fbclid=1"}

    assert cache_labels(site, tracked, {"cookie": "csrftoken=1"}) == ["HIT", "HIT"]


def test_a_page_never_sees_ignored_headers():
    site = CachedSite()

    site.get(
        method="HEAD",
        query="gclid=1",
        accept_encoding="br",
        if_none_match='"a"',
        range="bytes=0-1",
    )

    environ = site.requests[0]
    assert environ["REQUEST_METHOD"] == "GET"
    assert environ["QUERY_STRING"] == ""
    assert not environ.keys() & {"HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_RANGE"}


def test_only_pages_that_read_the_query_vary_on_it():
    site = CachedSite()
    assert cache_labels(site, {"query": "page=2"}, {"query": "page=2"}) == ["PASS", "PASS"]

    site.while_rendering = lambda: site.requests[-1].update({VARIES_ON_QUERY: True})

    queries = ["page=2&sort=title", "sort=title&page=2", "page=3"]
    labels = cache_labels(site, *({"query": query} for query in queries))
    assert labels == ["MISS", "HIT", "MISS"]


def test_hosts_and_schemes_are_cached_separately(settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = CachedSite()
    requests = [
        {"host": "a.example"},
        {"host": "b.example"},
        {"host": "a.example", "x_forwarded_proto": "https"},
        {"host": "a.example"},
    ]

    assert cache_labels(site, *requests) == ["MISS", "MISS", "MISS", "HIT"]


def test_files_pass_untouched():
    answer = CachedSite().get("/static/a.css")

    assert answer.body == PAGE
    assert "x-cache" not in answer.headers


def test_the_least_recently_used_entry_is_evicted():
    site = CachedSite(max_bytes=100_000)
    for number in range(40):
        site.get(f"/{number}/")
        site.get("/0/")

    assert site.cache.store.size <= 100_000
    assert cache_labels(site, {"path": "/0/"}, {"path": "/39/"}, {"path": "/1/"}) == [
        "HIT",
        "HIT",
        "MISS",
    ]


def test_a_response_above_the_size_limit_is_not_cached():
    site = CachedSite(max_bytes=1000)

    assert site.get().body == PAGE
    assert site.get().label == "MISS"
