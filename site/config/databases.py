"""Database settings from a URL, with the options each engine needs."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

from config import env

# With WAL, readers never wait for a writer. Transactions take the write lock when they begin: one
# that reads first would fail with "database is locked", whatever the timeout, if another wrote
# before it did.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}

# Seconds. Opening the file takes as long as all queries of a page. A thread may go on reading a
# file that was replaced for this long.
SQLITE_MAX_AGE = 60

# A pool rather than CONN_MAX_AGE: persistent connections belong to threads, so nothing limits their
# number, and the development server starts a thread for each request. The limit is for each worker
# process: see `MAX_IN_DJANGO` in wsgi_stack.py. While no server answers, requests fail after
# `timeout` and the pool reconnects at short intervals (both in seconds).
POSTGRESQL_POOL = {"min_size": 1, "max_size": 12, "timeout": 3, "reconnect_timeout": 2}
POSTGRESQL_CONNECT_TIMEOUT = 3
# Notice after 20 seconds that the server's machine is gone. Without an effect on Unix sockets.
POSTGRESQL_KEEPALIVE = {
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


def database_settings(url: str, sqlite_file: Path) -> dict[str, Any]:
    """Return the settings of one database: of `url`, or SQLite in `sqlite_file` without one."""
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url or sqlite_url(sqlite_file)))
    except ValueError as error:
        # Never repeat the URL, which may hold a password.
        reason = str(error).split("'")[0].rstrip(" :") if url else str(error)
        env.add_problem(f"DATABASE_URL cannot be read: {reason}")
        return database_settings("", sqlite_file)
    options: dict[str, Any] = settings.setdefault("OPTIONS", {})
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        options |= SQLITE_OPTIONS
        settings["CONN_MAX_AGE"] = SQLITE_MAX_AGE
    elif settings["ENGINE"] == "django.db.backends.postgresql":
        options["pool"] = dict(POSTGRESQL_POOL)
        options.setdefault("connect_timeout", POSTGRESQL_CONNECT_TIMEOUT)
        for name, value in POSTGRESQL_KEEPALIVE.items():
            options.setdefault(name, value)
        settings["CONN_MAX_AGE"] = 0
        # Replace connections that broke while they were in the pool.
        settings["CONN_HEALTH_CHECKS"] = True
    else:
        env.add_problem("DATABASE_URL must be a postgres:// or sqlite:// address")
    return settings


def sqlite_url(file: Path) -> str:
    """Return the URL of a SQLite file with any characters in its path."""
    return f"sqlite:///{quote(str(file))}"
