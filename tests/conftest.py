"""Fixtures of all tests: a migrated database, temporary uploads, empty caches."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.db import connection
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import database_copy

if TYPE_CHECKING:
    from tests.browser.chromium import Chromium

# The same examples in every run, so that failures can be repeated, and no failure because the
# machine is busy.
hypothesis.settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")


TESTS = Path(__file__).parent
# Folders whose tests have a marker of the same name.
MARKED_FOLDERS = ("browser", "served")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_itemcollected(item: pytest.Item) -> None:
    folder = item.path.relative_to(TESTS).parts[0]
    if folder in MARKED_FOLDERS:
        item.add_marker(folder)
    elif not uses_database(item):
        item.add_marker("no_database")
    if shares_fixture_of_module(item) and not is_transactional(item):
        item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


@pytest.hookimpl(trylast=True)  # after pytest-randomly
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start slow tests first, so that at the end no process works alone.

    Tests that commit run after all others, since they empty the database at their end.
    """
    items.sort(key=lambda item: (is_transactional(item), not item.get_closest_marker("slow")))


def uses_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(fixtures))


def shares_fixture_of_module(item: pytest.Item) -> bool:
    """Return True if another process would have to make a fixture of the module again."""
    info = getattr(item, "_fixtureinfo", None)
    fixtures = info.name2fixturedefs.values() if info else ()
    return any(fixture.scope == "module" for versions in fixtures for fixture in versions)


def is_transactional(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[None]:
    """Give each process a copy of the migrated template, in place of migrating in each."""
    name = f"haven_test_{worker_id}_{os.getpid()}"
    with (
        django_db_blocker.unblock(),
        database_copy(name, tmp_path_factory.mktemp("database")),
    ):
        if any(is_transactional(item) for item in request.session.items):
            # What `serialized_rollback` restores.
            contents = connection.creation.serialize_db_to_string()
            connection._test_serialized_contents = contents  # type: ignore[attr-defined]
        yield


@pytest.fixture(scope="session", autouse=True)
def _temporary_media_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def _clear_caches() -> None:
    """Make the queries that a test counts independent of the tests before it."""
    from tests.helpers import clear_all_caches  # imports models, so not before Django is set up

    clear_all_caches()


@pytest.fixture(scope="session")
def chromium() -> Iterator["Chromium"]:
    # Playwright takes a while to import, so not in other tests.
    from tests.browser.chromium import Chromium, find_chromium

    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium found: install it, or set CHROMIUM to its program")
    browser = Chromium(executable)
    yield browser
    browser.close()
