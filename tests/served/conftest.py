"""Real processes: `database`, a PostgreSQL server; `desk`, where content is changed; `first` and
`second`, two sites on it with a file system each; `new_article`, one that no other test uses.

They are started once. A test that disturbs one of them waits until it has recovered.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from tests.postgres import PostgresServer, postgres
from tests.served.desk import TaskProcess, running_task_process
from tests.served.site import SiteServer, running_site, static_files

ARTICLES = 60


@dataclass(frozen=True)
class PageDetails:
    """A page."""

    pk: int
    path: str


class ClinicPages:
    def __init__(self, made: dict[str, Any]) -> None:
        self.category = PageDetails(**made["category"])
        self.team = PageDetails(**made["team"])
        self.unused = [PageDetails(**article) for article in made["articles"]]


NewArticle = Callable[[], PageDetails]


@pytest.fixture(scope="session")
def database() -> Iterator[PostgresServer]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def desk(
    database: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TaskProcess]:
    with (
        running_task_process(database.url, tmp_path_factory.mktemp("desk")) as desk,
        ThreadPoolExecutor() as pool,
    ):
        static = pool.submit(static_files)
        desk.run_task("migrate")
        static.result()
        yield desk


@pytest.fixture(scope="session")
def clinic(desk: TaskProcess) -> ClinicPages:
    return ClinicPages(desk.run_task("clinic", articles=ARTICLES))


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
    # When workers are replaced, Granian gives a new one so many seconds before it ends the old one:
    # as many as this machine needs while readers keep it busy.
    patience = str(5 * first_site.start_seconds)
    folder = tmp_path_factory.mktemp("second")
    options = ("--workers", "1", "--respawn-interval", patience)
    with running_site(database.url, folder, *options) as site:
        yield site


@pytest.fixture
def first(first_site: SiteServer) -> SiteServer:
    """With two workers."""
    return first_site


@pytest.fixture
def second(second_site: SiteServer) -> SiteServer:
    """With one worker, so that every visitor meets the same one."""
    return second_site
