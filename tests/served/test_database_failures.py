"""Without its database a site serves cached pages only, and recovers afterwards."""

import signal
from collections.abc import Iterator

import pytest

from config.page_cache.content_poller import UNAVAILABLE_AFTER
from tests.postgres import PostgresServer
from tests.served.conftest import NewArticle
from tests.served.http_client import HttpClient
from tests.served.readers import Readers
from tests.served.site_server import SiteServer
from tests.served.task_process import TaskProcess
from tests.served.waiting import wait_until


@pytest.fixture
def visitor(second: SiteServer) -> HttpClient:
    return HttpClient(second.url, Accept_Encoding="gzip")


def test_cached_pages_are_served_while_the_database_is_down(
    database: PostgresServer, visitor: HttpClient, new_article: NewArticle
) -> None:
    cached, unknown = new_article().path, new_article().path
    text = visitor.get(cached).text
    database.stop()
    try:
        wait_until(lambda: visitor.get(cached).cache == "STALE")
        stale = visitor.get(cached)
        assert (stale.status, stale.text) == (200, text)
        refused = visitor.get(unknown)
        assert refused.status == 503
        assert int(refused.headers["Retry-After"]) > 0
        assert refused.headers["Cache-Control"] == "no-store"
        assert visitor.get("/-/live").status == 200
        assert visitor.get("/-/ready", Host="10.0.0.7").status == 503
    finally:
        database.start()
    wait_until(lambda: visitor.get(unknown).status == 200)
    assert visitor.get("/-/ready", Host="10.0.0.7").text == "ok\n"
    wait_until(lambda: visitor.get(cached).cache != "STALE")


def test_a_hanging_database_delays_no_cached_page(
    database: PostgresServer, second: SiteServer, visitor: HttpClient, new_article: NewArticle
) -> None:
    cached, unknown = new_article().path, new_article().path
    visitor.get(cached)
    with Readers([second.url], [cached]).assert_none_fail() as readers:
        database.signal(signal.SIGSTOP)
        try:
            wait_until(lambda: visitor.get(cached).cache == "STALE")
            readers.wait(UNAVAILABLE_AFTER + 1)
            assert visitor.get(unknown).status == 503
        finally:
            database.signal(signal.SIGCONT)
        wait_until(lambda: visitor.get(unknown).status == 200)
    assert readers.tally.states["STALE"]


@pytest.fixture
def broken_table(task_process: TaskProcess, second: SiteServer) -> Iterator[None]:
    """Rename a table, so that rendering authors fails as it does before a migration."""
    task_process.run_task(
        "sql", statements=["ALTER TABLE articles_articleauthor RENAME TO elsewhere"]
    )
    yield
    task_process.run_task(
        "sql", statements=["ALTER TABLE elsewhere RENAME TO articles_articleauthor"]
    )
    task_process.run_task("bump")


def test_a_page_that_cannot_be_rendered_is_served_stale(
    visitor: HttpClient,
    new_article: NewArticle,
    task_process: TaskProcess,
    request: pytest.FixtureRequest,
) -> None:
    cached, unknown = new_article().path, new_article().path
    text = visitor.get(cached).text
    request.getfixturevalue("broken_table")
    task_process.run_task("bump")
    wait_until(lambda: visitor.get(cached).cache == "STALE")
    assert visitor.get(cached).text == text
    assert visitor.get(unknown).status == 500
