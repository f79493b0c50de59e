"""Real processes: `database`, a PostgreSQL server; `desk`, where content is changed; `first` and
`second`, two sites on it with a file system each; `new_article`, one that no other test uses.

They are started once. A test that disturbs one of them waits until it has recovered.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import PostgresServer, postgres
from tests.served.desk import Desk, staffed
from tests.served.site import Site, served, static_files

ARTICLES = 60


@dataclass(frozen=True)
class Shown:
    """A page."""

    pk: int
    path: str


class Clinic:
    def __init__(self, made: dict[str, Any]) -> None:
        self.category = Shown(**made["category"])
        self.team = Shown(**made["team"])
        self.unused = [Shown(**article) for article in made["articles"]]


NewArticle = Callable[[], Shown]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.served)


@pytest.fixture(scope="session")
def database() -> Iterator[PostgresServer]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def desk(database: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with (
        staffed(database.url, tmp_path_factory.mktemp("desk")) as desk,
        ThreadPoolExecutor() as pool,
    ):
        static = pool.submit(static_files)
        desk.do("migrate")
        static.result()
        yield desk


@pytest.fixture(scope="session")
def clinic(desk: Desk) -> Clinic:
    return Clinic(desk.do("clinic", articles=ARTICLES))


@pytest.fixture
def new_article(clinic: Clinic) -> NewArticle:
    return clinic.unused.pop


@pytest.fixture(scope="session")
def first_site(
    database: PostgresServer, clinic: Clinic, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with served(database.url, tmp_path_factory.mktemp("first")) as site:
        yield site


@pytest.fixture(scope="session")
def second_site(
    database: PostgresServer, first_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    # When workers are replaced, Granian gives a new one so many seconds before it ends the old one:
    # as many as this machine needs while readers keep it busy.
    patience = str(5 * first_site.start_seconds)
    folder = tmp_path_factory.mktemp("second")
    options = ("--workers", "1", "--respawn-interval", patience)
    with served(database.url, folder, *options) as site:
        yield site


@pytest.fixture
def first(first_site: Site) -> Site:
    """With two workers."""
    return first_site


@pytest.fixture
def second(second_site: Site) -> Site:
    """With one worker, so that every visitor meets the same one."""
    return second_site
