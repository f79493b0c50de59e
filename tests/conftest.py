"""What every test stands on: a migrated database, uploads that vanish, empty caches."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.test import override_settings

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE_FOLDER = ROOT / "var" / "test"

# The same examples in every run: one that finds something new finds it for whoever looks for it.
hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.load_profile("repeatable")


def uses_database_template(config: pytest.Config) -> bool:
    """SQLite starts from a copy of a migrated file; `--create-db` migrates after all. PostgreSQL
    always migrates, so that each full run puts the migrations themselves to the test."""
    engine = settings.DATABASES["default"]["ENGINE"]
    return engine.endswith("sqlite3") and not config.getvalue("create_db")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that really commit end with emptying the database: they come after all others."""
    items.sort(key=is_transactional)


def is_transactional(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Keeps Django from deleting the copy before it has been used."""
    return uses_database_template(request.config) or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    # On one PostgreSQL server, each process needs a database of its own.
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    if not uses_database_template(request.config):
        return
    # A file, because a database in memory fails when the live server's threads share it.
    database = tmp_path_factory.mktemp("database") / "test.sqlite3"
    shutil.copyfile(migrated_template(), database)
    settings.DATABASES["default"]["TEST"] |= {"NAME": str(database), "MIGRATE": False}


def migrated_template() -> Path:
    """A database in which all migrations have run, made anew whenever one of them changes.

    Tests may run in several processes: the first to come makes it, the others wait.
    """
    template = TEMPLATE_FOLDER / f"template-{migrations_fingerprint()}.sqlite3"
    TEMPLATE_FOLDER.mkdir(parents=True, exist_ok=True)
    with (TEMPLATE_FOLDER / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            make_template(template)
    return template


def make_template(template: Path) -> None:
    for pattern in ("template-*", "unfinished*"):
        for outdated in TEMPLATE_FOLDER.glob(pattern):
            outdated.unlink()
    unfinished = TEMPLATE_FOLDER / "unfinished.sqlite3"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "TEST_DATABASE_URL": f"sqlite:///{unfinished}",
        },
        check=True,
    )
    unfinished.replace(template)


def migrations_fingerprint() -> str:
    files = [ROOT / "requirements-dev.txt", *(ROOT / "site" / "config" / "settings").glob("*.py")]
    for app in ("articles", "home"):
        files += (ROOT / app / "migrations").glob("*.py")
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session", autouse=True)
def _temporary_media_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def _clear_caches() -> None:
    """Otherwise the number of queries a test counts depends on the tests before it."""
    from tests.helpers import clear_all_caches  # imports models, so not before Django is set up

    clear_all_caches()
