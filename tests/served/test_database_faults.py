"""Without its database a site shows what it has kept, refuses the rest, and recovers by itself."""

import signal
from collections.abc import Iterator

import pytest

from config.page_cache.content_poller import UNAVAILABLE_AFTER
from tests.postgres import PostgresServer
from tests.served.conftest import NewArticle
from tests.served.desk import TaskProcess
from tests.served.readers import Readers
from tests.served.site import SiteServer
from tests.served.visitor import Visitor
from tests.served.waiting import wait_until


@pytest.fixture
def visitor(second: SiteServer) -> Visitor:
    return Visitor(second.url, Accept_Encoding="gzip")


def test_cached_pages_are_served_while_the_database_is_down(
    database: PostgresServer, visitor: Visitor, new_article: NewArticle
) -> None:
    kept, unknown = new_article().path, new_article().path
    text = visitor.get(kept).text
    database.stop()
    try:
        wait_until(lambda: visitor.get(kept).cache == "STALE")
        stale = visitor.get(kept)
        assert (stale.status, stale.text) == (200, text)
        refused = visitor.get(unknown)
        assert refused.status == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert refused.headers["Cache-Control"] == "no-store"
    finally:
        database.start()
    wait_until(lambda: visitor.get(unknown).status == 200)
    wait_until(lambda: visitor.get(kept).cache != "STALE")


def test_a_hanging_database_delays_no_cached_page(
    database: PostgresServer, second: SiteServer, visitor: Visitor, new_article: NewArticle
) -> None:
    kept, unknown = new_article().path, new_article().path
    visitor.get(kept)
    with Readers([second.url], [kept]).assert_none_fail() as readers:
        database.signal(signal.SIGSTOP)
        try:
            wait_until(lambda: visitor.get(kept).cache == "STALE")
            readers.wait(UNAVAILABLE_AFTER + 1)
            assert visitor.get(unknown).status == 503
        finally:
            database.signal(signal.SIGCONT)
        wait_until(lambda: visitor.get(unknown).status == 200)
    assert readers.tally.answers["STALE"]


@pytest.fixture
def broken(desk: TaskProcess, second: SiteServer) -> Iterator[None]:
    """Whatever shows an author fails, as with code that is newer than the database."""
    desk.run_task("sql", statements=["ALTER TABLE articles_articleauthor RENAME TO elsewhere"])
    yield
    desk.run_task("sql", statements=["ALTER TABLE elsewhere RENAME TO articles_articleauthor"])
    desk.run_task("bump")


def test_a_page_that_cannot_be_rendered_is_served_stale(
    visitor: Visitor, new_article: NewArticle, desk: TaskProcess, request: pytest.FixtureRequest
) -> None:
    kept, unknown = new_article().path, new_article().path
    text = visitor.get(kept).text
    request.getfixturevalue("broken")
    desk.run_task("bump")
    wait_until(lambda: visitor.get(kept).cache == "STALE")
    assert visitor.get(kept).text == text
    assert visitor.get(unknown).status == 500
