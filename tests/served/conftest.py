"""Fixtures for tests with real servers, which start once for all tests.

`database` is a PostgreSQL server, `first` and `second` are two sites on it, each with its own file
system, `task_process` changes content, and `new_article` is one that no other test uses. A test
that disturbs a server waits until it has recovered.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.postgres import PostgresServer, postgres
from tests.served.site_server import SiteServer, running_site, static_files
from tests.served.task_process import TaskProcess, running_task_process

ARTICLES = 60


@dataclass(frozen=True)
class PageDetails:
    pk: int
    path: str


class ClinicPages:
    def __init__(self, pages: dict[str, Any]) -> None:
        self.category = PageDetails(**pages["category"])
        self.team = PageDetails(**pages["team"])
        self.unused = [PageDetails(**article) for article in pages["articles"]]


NewArticle = Callable[[], PageDetails]


@pytest.fixture(scope="session")
def database() -> Iterator[PostgresServer]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def task_process(
    database: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TaskProcess]:
    with (
        running_task_process(database.url, tmp_path_factory.mktemp("tasks")) as process,
        ThreadPoolExecutor() as pool,
    ):
        static = pool.submit(static_files)
        process.run_task("migrate")
        static.result()
        yield process


@pytest.fixture(scope="session")
def clinic(task_process: TaskProcess) -> ClinicPages:
    return ClinicPages(task_process.run_task("clinic", articles=ARTICLES))


@pytest.fixture
def new_article(clinic: ClinicPages) -> NewArticle:
    return clinic.unused.pop


@pytest.fixture(scope="session")
def first_site(
    database: PostgresServer, clinic: ClinicPages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SiteServer]:
    with running_site(database.url, tmp_path_factory.mktemp("first")) as site:
        yield site


@pytest.fixture(scope="session")
def second_site(
    database: PostgresServer, first_site: SiteServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SiteServer]:
    # When workers are replaced, Granian ends the old one this many seconds after it starts the new
    # one, which has to be ready by then, even on a busy machine.
    interval = str(5 * first_site.start_seconds)
    folder = tmp_path_factory.mktemp("second")
    options = ("--workers", "1", "--respawn-interval", interval)
    with running_site(database.url, folder, *options) as site:
        yield site


@pytest.fixture
def first(first_site: SiteServer) -> SiteServer:
    """A site with two workers."""
    return first_site


@pytest.fixture
def second(second_site: SiteServer) -> SiteServer:
    """A site with one worker, which therefore serves every request."""
    return second_site
