"""No request fails when a process ends, is replaced, or cannot write files."""

import resource
from pathlib import Path

from tests.postgres import PostgresServer
from tests.served.conftest import DATABASE, ClinicPages, NewArticle
from tests.served.http_client import HttpClient
from tests.served.nginx import needs_nginx, running_nginx
from tests.served.readers import Readers
from tests.served.site_server import (
    START_TIMEOUT,
    SiteServer,
    SocketSiteServer,
    running_site,
    started,
)
from tests.served.waiting import wait_until


@needs_nginx
def test_killing_a_worker_fails_no_request(
    first: SiteServer, new_article: NewArticle, tmp_path: Path
) -> None:
    before = first.workers()
    with (
        running_nginx([first.port], tmp_path) as nginx,
        Readers([nginx.url], [new_article().path]).assert_none_fail() as readers,
    ):
        first.kill_worker()
        wait_until(lambda: first.workers() != before and len(first.workers()) == len(before))
        readers.wait(2)


@needs_nginx
def test_killing_all_workers_fails_no_request(
    database: PostgresServer, new_article: NewArticle, tmp_path: Path
) -> None:
    site = SocketSiteServer(database.url_of(DATABASE), tmp_path / "site")
    with (
        started(site),
        running_nginx([site.socket], tmp_path) as nginx,
        Readers(
            [nginx.url], [new_article().path], timeout=START_TIMEOUT
        ).assert_none_fail() as readers,
    ):
        before = set(site.workers())
        readers.wait(1)
        site.kill_workers()
        wait_until(lambda: site.workers() and not before & set(site.workers()))
        site.wait_until_ready()
        readers.wait(1)


@needs_nginx
def test_replacing_workers_fails_no_request(
    database: PostgresServer, second: SiteServer, new_article: NewArticle, tmp_path: Path
) -> None:
    # Granian ends an old worker this many seconds after it starts a new one, which has to be ready
    # by then, even on a busy machine.
    options = ("--workers", "1", "--respawn-interval", str(5 * second.start_seconds))
    with (
        running_site(database.url_of(DATABASE), tmp_path / "site", *options) as site,
        running_nginx([site.port], tmp_path) as nginx,
        Readers([nginx.url], [new_article().path]).assert_none_fail() as readers,
    ):
        site.reload()
        readers.wait(1)


@needs_nginx
def test_losing_a_machine_fails_no_request(
    first: SiteServer,
    second: SiteServer,
    clinic: ClinicPages,
    new_article: NewArticle,
    tmp_path: Path,
) -> None:
    paths = [clinic.category.path, new_article().path]
    with (
        running_nginx([first.port, second.port], tmp_path) as nginx,
        Readers([nginx.url], paths).assert_none_fail() as readers,
    ):
        readers.wait(0.5)
        second.kill()
        readers.wait(1)
        second.start()
        second.wait_until_ready()
        readers.wait(1)


def test_a_full_disk_fails_no_request(second: SiteServer, new_article: NewArticle) -> None:
    cached, other = new_article().path, new_article().path
    visitor = HttpClient(second.url)
    visitor.get(cached)
    (worker,) = second.workers()
    # No file may grow: permissions would not stop root.
    unlimited = resource.prlimit(worker, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        assert visitor.get(cached).cache == "HIT"
        assert visitor.get(other).status == 200
    finally:
        resource.prlimit(worker, resource.RLIMIT_FSIZE, unlimited)
