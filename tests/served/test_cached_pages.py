"""Cached pages equal rendered ones, and personal or private pages are not cached."""

import pytest

from tests.served.conftest import NewArticle
from tests.served.editor_client import EditorClient
from tests.served.http_client import HttpClient
from tests.served.site_server import SiteServer
from tests.served.task_process import TaskProcess


def test_the_second_visitor_gets_the_cached_page(
    second: SiteServer, new_article: NewArticle
) -> None:
    page = new_article().path
    visitor = HttpClient(second.url)
    first, again = visitor.get(page), visitor.get(page)
    assert (first.status, first.cache) == (200, "MISS")
    assert (again.status, again.cache) == (200, "HIT")
    assert again.content == first.content
    assert int(again.headers["Age"]) >= 0


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_compressed_pages_are_the_same_page(
    second: SiteServer, new_article: NewArticle, coding: str
) -> None:
    page = new_article().path
    plain = HttpClient(second.url).get(page)
    compressed = HttpClient(second.url).get(page, Accept_Encoding=coding)
    assert compressed.headers["Content-Encoding"] == coding
    assert compressed.body == plain.content
    assert compressed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in compressed.headers["Vary"]


def test_a_matching_etag_gets_an_empty_304(second: SiteServer, new_article: NewArticle) -> None:
    page = new_article().path
    visitor = HttpClient(second.url, Accept_Encoding="br, gzip")
    tag = visitor.get(page).headers["ETag"]
    again = visitor.get(page, If_None_Match=tag)
    assert (again.status, again.content) == (304, b"")
    assert again.headers["ETag"] == tag


def test_head_has_the_headers_of_get(second: SiteServer, new_article: NewArticle) -> None:
    page = new_article().path
    visitor = HttpClient(second.url)
    get = visitor.get(page)
    head = visitor.request(page, "HEAD")
    assert (head.status, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(get.content)
    assert head.headers["ETag"] == get.headers["ETag"]


def test_editors_get_uncached_pages(second: SiteServer, new_article: NewArticle) -> None:
    page = new_article().path
    editor = EditorClient(second.url)
    for _visit in range(2):
        response = editor.get(page)
        assert (response.status, response.cache) == (200, "PASS")
        assert "private" in response.headers["Cache-Control"]
    assert HttpClient(second.url).get(page).cache == "MISS"


def test_a_private_page_is_not_cached(
    second: SiteServer, new_article: NewArticle, task_process: TaskProcess
) -> None:
    article = new_article()
    task_process.run_task("make_private", pk=article.pk)
    visitor = HttpClient(second.url)
    for _visit in range(2):
        response = visitor.get(article.path)
        assert response.status == 302
        assert response.cache != "HIT"
