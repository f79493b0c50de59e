"""A site recovers by itself when the database goes silent on the connections it has."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from config.bounded_connection import BoundedConnection, response_timeout
from config.databases import POSTGRESQL_POOL
from tests.postgres import PostgresServer
from tests.served.conftest import DATABASE, NewArticle
from tests.served.http_client import HttpClient
from tests.served.readers import Readers
from tests.served.site_server import SiteServer, running_site
from tests.served.waiting import wait_until

# Seconds.
RECOVERY = 20
# Needs the database, and is never cached.
EXPECTED = {"/search/?q=edition": 200, "/no-such-page/": 404, "/admin/login/": 200}
NAME = "frozen"


@pytest.fixture
def site(database: PostgresServer, tmp_path: Path) -> Iterator[SiteServer]:
    """Run a site whose connections have a name of their own."""
    url = f"{database.url_of(DATABASE)}?application_name={NAME}"
    with running_site(url, tmp_path) as site:
        yield site


def backends(database: PostgresServer, wait_event_type: str = "%") -> set[int]:
    """Return the server processes of the site's connections."""
    with psycopg.connect(database.url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = %s"
            " AND coalesce(wait_event_type, '') LIKE %s",
            [NAME, wait_event_type],
        )
        return {pid for (pid,) in rows}


@contextmanager
def frozen(pids: set[int]) -> Iterator[None]:
    """Stop these processes; the server accepts new connections meanwhile."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def status(site: SiteServer, path: str) -> int | None:
    try:
        return HttpClient(site.url).get(path).status
    except OSError:
        return None


def responds(site: SiteServer) -> bool:
    return {path: status(site, path) for path in EXPECTED} == EXPECTED


def test_the_site_recovers_while_its_old_connections_are_frozen(
    database: PostgresServer, site: SiteServer, new_article: NewArticle
) -> None:
    cached = new_article().path
    with (
        ThreadPoolExecutor(8) as executor,
        psycopg.connect(database.url_of(DATABASE)) as lock,
        Readers([site.url], [cached], number=2).assert_none_fail(),
    ):
        assert all(responds(site) for _visit in range(10))
        lock.execute("LOCK TABLE wagtailsearch_indexentry IN ACCESS EXCLUSIVE MODE")
        searches = [executor.submit(status, site, f"/search/?q=edition{n}") for n in range(8)]
        # These are in Django when their connections freeze; other connections are idle.
        wait_until(lambda: len(backends(database, "Lock")) >= 3)
        old = backends(database)
        with frozen(old):
            lock.rollback()
            wait_until(lambda: responds(site), RECOVERY)
            assert all(responds(site) for _visit in range(10))
        assert {search.result() for search in searches} <= {200, 503, None}
        # Nothing is kept by requests that have ended.
        searches = [executor.submit(status, site, f"/search/?q=page{n}") for n in range(40)]
        assert {search.result() for search in searches} == {200}
        assert len(backends(database)) <= len(site.workers()) * POSTGRESQL_POOL["max_size"]


def test_a_connection_closes_itself_if_the_server_does_not_respond(
    database: PostgresServer, clinic: object
) -> None:
    url = database.url_of(DATABASE)
    with (
        BoundedConnection.connect(url, autocommit=True) as connection,
        frozen({connection.info.backend_pid}),
    ):
        with response_timeout(0.2), pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
        assert connection.closed


def test_a_connection_survives_a_statement_that_takes_too_long(
    database: PostgresServer, clinic: object
) -> None:
    url = database.url_of(DATABASE)
    with BoundedConnection.connect(url, autocommit=True) as connection:
        connection.execute("SET statement_timeout = 50")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT pg_sleep(5)")
        assert not connection.closed
