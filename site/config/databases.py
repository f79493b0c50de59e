"""Turns a database URL into Django's settings, with the options each engine needs."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

from config import env

# A reader never waits for a writer (WAL). A transaction that will write takes the write lock when
# it begins: one that first reads and then writes would fail with "database is locked" at once,
# whatever the timeout, if another had written in between.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

# Opening the file takes as long as all queries of a page. In seconds: for so long at most a thread
# reads on in a file that another was moved over.
SQLITE_MAX_AGE = 60

# A pool rather than CONN_MAX_AGE: persistent connections belong to a thread, so their number grows
# with the threads and nothing limits it, and the development server, which starts a thread for
# each request, would open a new one every time. The limit is per worker process; each of its
# threads needs one connection. While no server answers a request is told so after `timeout`, and
# the pool tries anew at short intervals instead of ever longer ones, all in seconds.
POSTGRESQL_POOL = {"min_size": 1, "max_size": 10, "timeout": 3, "reconnect_timeout": 2}
POSTGRESQL_CONNECT_TIMEOUT = 3


def database_settings(url: str, sqlite_file: Path) -> dict[str, Any]:
    """Settings for one database; SQLite in `sqlite_file` if no URL is given."""
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url or sqlite_url(sqlite_file)))
    except ValueError as error:
        # The URL may hold a password, so it is not repeated here.
        reason = str(error).split("'")[0].rstrip(" :") if url else str(error)
        env.add_problem(f"DATABASE_URL cannot be read: {reason}")
        return database_settings("", sqlite_file)
    options: dict[str, Any] = settings.setdefault("OPTIONS", {})
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        options |= SQLITE_OPTIONS
        settings["CONN_MAX_AGE"] = SQLITE_MAX_AGE
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        options["pool"] = POSTGRESQL_POOL
        options.setdefault("connect_timeout", POSTGRESQL_CONNECT_TIMEOUT)
        settings["CONN_MAX_AGE"] = 0
        # A connection that broke while it lay in the pool is replaced, not handed out.
        settings["CONN_HEALTH_CHECKS"] = True
    else:
        env.add_problem("DATABASE_URL must be a postgres:// or sqlite:// address")
    return settings


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite file, whatever characters its path has."""
    return f"sqlite:///{quote(str(file))}"
