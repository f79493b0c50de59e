"""A site with uploads of its own, and databases and folders to restore it into."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tests import databases
from tests.postgres import package_folder


@pytest.fixture(autouse=True)
def _postgresql_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find pg_dump, pg_restore and psql in the package with the tests' PostgreSQL."""
    programs = package_folder() / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ENQUIRY_FOLDER = tmp_path / "enquiries"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def other_database(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """Yield the name of an empty database. The test may connect to it."""
    own = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        yield str(tmp_path / "other.sqlite3")
        databases.connect(own)
        return
    server, name = os.environ["TEST_DATABASE_URL"], f"{own}_other"
    databases.execute(server, f'CREATE DATABASE "{name}"')
    yield name
    databases.connect(own)
    databases.execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')
