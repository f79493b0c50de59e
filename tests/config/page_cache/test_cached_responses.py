"""Which answers are handed out again, and to whom."""

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
def test_an_answer_that_is_not_for_everybody_is_not_kept(headers: dict[str, str]):
    site = CachedSite()
    site.headers |= headers

    assert cache_labels(site, {}, {}) == ["PASS", "PASS"]
    assert len(site.requests) == 2


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "500 Server Error"])
def test_an_answer_that_is_no_page_is_not_kept(status: str):
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
def test_a_request_of_somebody_in_particular_reaches_django_as_it_is(request_: dict):
    site = CachedSite()
    site.get()

    answer = site.get(**request_)

    assert answer.label == "PASS"
    assert site.requests[-1]["QUERY_STRING"] == request_.get("query", "")
    assert site.get().label == "HIT"


def test_other_cookies_and_what_advertisements_add_make_no_difference():
    site = CachedSite()
    site.get()

    tracked = {"query": "utm_source=news&fbclid=1"}

    assert cache_labels(site, tracked, {"cookie": "csrftoken=1"}) == ["HIT", "HIT"]


def test_a_page_never_sees_what_it_must_not_depend_on():
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


def test_queries_are_kept_apart_where_the_page_reads_them_and_not_kept_where_it_does_not():
    site = CachedSite()
    assert cache_labels(site, {"query": "page=2"}, {"query": "page=2"}) == ["PASS", "PASS"]

    site.while_rendering = lambda: site.requests[-1].update({VARIES_ON_QUERY: True})

    asked = ["page=2&sort=title", "sort=title&page=2", "page=3"]
    found = cache_labels(site, *({"query": query} for query in asked))
    assert found == ["MISS", "HIT", "MISS"]


def test_hosts_and_schemes_are_kept_apart(settings):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = CachedSite()
    asked = [
        {"host": "a.example"},
        {"host": "b.example"},
        {"host": "a.example", "x_forwarded_proto": "https"},
        {"host": "a.example"},
    ]

    assert cache_labels(site, *asked) == ["MISS", "MISS", "MISS", "HIT"]


def test_files_pass_untouched():
    answer = CachedSite().get("/static/a.css")

    assert answer.body == PAGE
    assert "x-cache" not in answer.headers


def test_what_was_not_asked_for_longest_makes_room():
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


def test_an_answer_larger_than_its_share_is_not_kept():
    site = CachedSite(max_bytes=1000)

    assert site.get().body == PAGE
    assert site.get().label == "MISS"
