"""Test databases: each process gets a copy of a template in which all migrations have run.

The template is made again when a migration, a setting or a locked package changes. SQLite's is a
file in `var/test`, PostgreSQL's a database on the server. `var/test` also has an archive of a
PostgreSQL server with the template.
"""

import fcntl
import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.postgres import postgres

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test"
UNFINISHED = "haven_unfinished"


def fingerprint() -> str:
    """Return a key for everything the template is made from."""
    files = [ROOT / "requirements-dev.txt", *(ROOT / "site" / "config" / "settings").glob("*.py")]
    for app in ("articles", "home"):
        files += (ROOT / app / "migrations").rglob("*.py")
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(f"{file.relative_to(ROOT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def database_copy(name: str, folder: Path) -> Iterator[None]:
    """Connect Django to a copy of the template; `folder` is for SQLite's file."""
    if connection.vendor == "sqlite":
        # A file, because a database in memory fails when the live server's threads share it.
        file = folder / f"{name}.sqlite3"
        shutil.copyfile(sqlite_template(), file)
        connect(str(file))
        yield
        connection.close()
        return
    server = os.environ["TEST_DATABASE_URL"]
    copy_postgres_template(server, name)
    connect(name)
    yield
    connection.close_pool()  # type: ignore[attr-defined]
    execute(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def connect(name: str) -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def sqlite_template() -> Path:
    template = FOLDER / f"template-{fingerprint()}.sqlite3"
    with template_lock():
        if not template.exists():
            delete_files("template-*", "unfinished*")
            unfinished = FOLDER / "unfinished.sqlite3"
            migrate(f"sqlite:///{quote(str(unfinished))}")
            unfinished.replace(template)
    return template


def copy_postgres_template(server: str, name: str) -> None:
    execute(server, f'CREATE DATABASE "{name}" TEMPLATE "{postgres_template(server)}"')


def postgres_template(server: str) -> str:
    """Return the name of the template on a server, after creating it if it is missing."""
    template = f"haven_template_{fingerprint()}"
    with template_lock():
        templates = execute(
            server, "SELECT datname FROM pg_database WHERE datname LIKE 'haven_template_%'"
        )
        if template not in templates:
            for outdated in (*templates, UNFINISHED):
                execute(server, f'DROP DATABASE IF EXISTS "{outdated}"')
            execute(server, f'CREATE DATABASE "{UNFINISHED}"')
            migrate(urlsplit(server)._replace(path=f"/{UNFINISHED}").geturl())
            execute(server, f'ALTER DATABASE "{UNFINISHED}" RENAME TO "{template}"')
    return template


def postgres_archive() -> Path:
    """Return the archive of a server with the template."""
    archive = FOLDER / f"postgres-{fingerprint()}.tar"
    if not archive.exists():
        delete_files("postgres-*")
        with postgres() as server:
            postgres_template(server.url)
            server.save(archive)
    return archive


@contextmanager
def template_lock() -> Iterator[None]:
    """Let one process make the template while the others of a run wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def delete_files(*patterns: str) -> None:
    for pattern in patterns:
        for file in FOLDER.glob(pattern):
            file.unlink()


def execute(url: str, statement: str) -> list[str]:
    """Run a statement on a PostgreSQL server, and return the first column of its result."""
    with psycopg.connect(url, autocommit=True) as server:
        cursor = server.execute(statement)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


def migrate(url: str) -> None:
    """Migrate a database in a process of its own, whose environment names it."""
    environ = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "tests.databases"]
    subprocess.run(command, cwd=ROOT, env=environ, check=True)


if __name__ == "__main__":
    gc.disable()  # historical models are many short-lived objects: a third of the time
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
