"""Test databases: each process gets a copy of a template in which all migrations have run.

The template is made again when a migration, a setting or a locked package changes. SQLite's is a
file in `var/test`, PostgreSQL's a database on the server.
"""

import fcntl
import gc
import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from environment import ROOT

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
    server = str(settings.DATABASES["default"]["NAME"])
    template = postgres_template(server)
    execute(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connect(name)
    yield
    connect(server)
    execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def sqlite_template() -> Path:
    template = FOLDER / f"template-{fingerprint()}.sqlite3"
    with template_lock():
        if not template.exists():
            for pattern in ("template-*", "unfinished*"):
                for outdated in FOLDER.glob(pattern):
                    outdated.unlink()
            unfinished = FOLDER / "unfinished.sqlite3"
            migrate(str(unfinished))
            unfinished.replace(template)
    return template


def postgres_template_name() -> str:
    return f"haven_template_{fingerprint()}"


def postgres_template(server: str) -> str:
    """Return the name of the template; `server` is a database that always exists."""
    template = postgres_template_name()
    with template_lock():
        found = execute("SELECT datname FROM pg_database WHERE datname LIKE 'haven_template_%'")
        if template not in found:
            for outdated in (*found, UNFINISHED):
                execute(f'DROP DATABASE IF EXISTS "{outdated}"')
            execute(f'CREATE DATABASE "{UNFINISHED}"')
            migrate(UNFINISHED)
            connect(server)
            execute(f'ALTER DATABASE "{UNFINISHED}" RENAME TO "{template}"')
    return template


@contextmanager
def template_lock() -> Iterator[None]:
    """Let one process make the template while the others of a run wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(name: str) -> None:
    connect(name)
    gc.disable()  # historical models are many short-lived objects: a third of the time
    try:
        call_command("migrate", run_syncdb=True, verbosity=0)
    finally:
        gc.enable()
        disconnect()


def connect(name: str) -> None:
    """Use the database of this name from now on, in every thread."""
    disconnect()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def disconnect() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def execute(*statements: str) -> list[str]:
    """Run the statements, and return the first column of what the last one selects."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []
