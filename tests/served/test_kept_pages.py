"""A page that is kept is the page, in fewer bytes and without Django; what is somebody's is not."""

import pytest

from tests.served.conftest import NewArticle
from tests.served.desk import TaskProcess
from tests.served.editor import EditorVisitor
from tests.served.site import SiteServer
from tests.served.visitor import Visitor


def test_the_second_visitor_gets_the_cached_page(
    second: SiteServer, new_article: NewArticle
) -> None:
    page = new_article().path
    visitor = Visitor(second.url)
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
    plain = Visitor(second.url).get(page)
    packed = Visitor(second.url).get(page, Accept_Encoding=coding)
    assert packed.headers["Content-Encoding"] == coding
    assert packed.body == plain.content
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_matching_etag_gets_an_empty_304(second: SiteServer, new_article: NewArticle) -> None:
    page = new_article().path
    visitor = Visitor(second.url, Accept_Encoding="br, gzip")
    tag = visitor.get(page).headers["ETag"]
    again = visitor.get(page, If_None_Match=tag)
    assert (again.status, again.content) == (304, b"")
    assert again.headers["ETag"] == tag


def test_head_has_the_headers_of_get(second: SiteServer, new_article: NewArticle) -> None:
    page = new_article().path
    visitor = Visitor(second.url)
    whole = visitor.get(page)
    head = visitor.request(page, "HEAD")
    assert (head.status, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(whole.content)
    assert head.headers["ETag"] == whole.headers["ETag"]


def test_editors_get_uncached_pages(second: SiteServer, new_article: NewArticle) -> None:
    page = new_article().path
    editor = EditorVisitor(second.url)
    for _visit in range(2):
        answer = editor.get(page)
        assert (answer.status, answer.cache) == (200, "PASS")
        assert "private" in answer.headers["Cache-Control"]
    assert Visitor(second.url).get(page).cache == "MISS"


def test_a_private_page_is_not_cached(
    second: SiteServer, new_article: NewArticle, desk: TaskProcess
) -> None:
    article = new_article()
    desk.run_task("make_private", pk=article.pk)
    visitor = Visitor(second.url)
    for _visit in range(2):
        answer = visitor.get(article.path)
        assert answer.status == 302
        assert answer.cache != "HIT"
