"""Fixtures for tests with real servers, which start once for all tests.

`database` is a PostgreSQL server, `first` and `second` are two sites on it, each with its own file
system, `task_process` changes content, and `new_article` is one that no other test uses. A test
that disturbs a server waits until it has recovered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.databases import copy_postgres_template, postgres_archive
from tests.postgres import PostgresServer, postgres
from tests.served.site_server import SiteServer, running_site
from tests.served.task_process import TaskProcess, running_task_process

DATABASE = "clinic"
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
    with postgres(archive=postgres_archive()) as server:
        copy_postgres_template(server.url, DATABASE)
        yield server


@pytest.fixture(scope="session")
def task_process(
    database: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TaskProcess]:
    folder = tmp_path_factory.mktemp("tasks")
    with running_task_process(database.url_of(DATABASE), folder) as process:
        yield process


@pytest.fixture(scope="session")
def clinic(task_process: TaskProcess) -> ClinicPages:
    return ClinicPages(task_process.run_task("clinic", articles=ARTICLES))


@pytest.fixture
def new_article(clinic: ClinicPages) -> NewArticle:
    return clinic.unused.pop


@pytest.fixture(scope="session")
def first(
    database: PostgresServer, clinic: ClinicPages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SiteServer]:
    """Run a site with two workers."""
    with running_site(database.url_of(DATABASE), tmp_path_factory.mktemp("first")) as site:
        yield site


@pytest.fixture(scope="session")
def second(
    database: PostgresServer, clinic: ClinicPages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SiteServer]:
    """Run a site with one worker, which therefore serves every request."""
    folder = tmp_path_factory.mktemp("second")
    with running_site(database.url_of(DATABASE), folder, "--workers", "1") as site:
        yield site
