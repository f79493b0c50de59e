"""Encodings, validators and age of cached pages."""

import gzip

import brotli
import pytest

from config.page_cache.cached_response import best_encoding
from tests.config.page_cache.helpers import PAGE, CachedSite

DECODE = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("", "identity"),
        ("identity", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=x", "identity"),
        (",;=\x00", "identity"),
    ],
)
def test_a_page_has_the_best_accepted_encoding(accepted: str, encoding: str):
    site = CachedSite()
    site.get()

    answer = site.get(accept_encoding=accepted)

    assert best_encoding(accepted) == encoding
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert DECODE[encoding](answer.body) == PAGE
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert answer.headers["vary"] == "Accept-Encoding"


def test_small_or_compressed_content_is_sent_unchanged():
    site = CachedSite()
    site.body = b"short"
    assert site.get(accept_encoding="br").body == b"short"

    site.headers["Content-Type"], site.body = "image/png", PAGE

    answer = site.get("/share.png", accept_encoding="br")
    assert answer.body == PAGE
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_a_matching_etag_gets_304(accepted: str):
    site = CachedSite()
    etag = site.get(accept_encoding=accepted).headers["etag"]
    others = site.get(accept_encoding="gzip" if accepted != "gzip" else "br").headers["etag"]

    for tag in (etag, f"W/{etag}", f'"a", {etag}', "*"):
        answer = site.get(accept_encoding=accepted, if_none_match=tag)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == etag
        assert "cache-control" in answer.headers
        assert "content-length" not in answer.headers
    for other in (others, '"a"', "nonsense\x00"):
        assert site.get(accept_encoding=accepted, if_none_match=other).status == 200


def test_a_date_counts_where_there_is_no_tag():
    site = CachedSite()
    site.headers["Last-Modified"] = "Mon, 02 Nov 2026 10:00:00 GMT"
    site.get()

    later, earlier = "Mon, 02 Nov 2026 10:00:01 GMT", "Mon, 02 Nov 2026 09:59:59 GMT"

    assert site.get(if_modified_since=later).status == 304
    assert site.get(if_modified_since=earlier).status == 200
    assert site.get(if_modified_since="nonsense").status == 200
    assert site.get(if_modified_since=later, if_none_match='"a"').status == 200


def test_the_same_content_has_the_same_tag_wherever_it_is_rendered():
    tags = {CachedSite().get(accept_encoding="br").headers["etag"] for _process in range(2)}

    assert len(tags) == 1


def test_a_head_has_the_headers_of_its_page_and_no_body():
    site = CachedSite()

    first, second, page = site.get(method="HEAD"), site.get(method="HEAD"), site.get()

    assert first.body == second.body == b""
    assert second.headers == page.headers


def test_uncached_responses_are_compressed_too():
    site = CachedSite()
    site.status = "404 Not Found"

    answer = site.get(accept_encoding="gzip, br")

    assert gzip.decompress(answer.body) == PAGE
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert answer.headers["vary"] == "Accept-Encoding"
