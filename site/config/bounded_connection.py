"""PostgreSQL connections that do not wait for ever.

A server process that is frozen, or whose machine has vanished, leaves its connections open and
sends nothing. `statement_timeout` does not help, because that same process enforces it. Keepalives
and `tcp_user_timeout` notice a machine that is gone, but not a process that is frozen: its kernel
acknowledges everything; on a Unix socket they have no effect. So the client has to stop waiting and
close its end.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg.pq import TransactionStatus

# Seconds. For a statement of a request, enforced by the server.
STATEMENT_TIMEOUT = 30
# Seconds. A server that enforces its own limit has responded by then.
RESPONSE_TIMEOUT = STATEMENT_TIMEOUT + 5
# Seconds. For the pool's check of an idle connection, which asks nothing of the server.
CHECK_TIMEOUT = 2

_thread = threading.local()


def bound_requests(databases: dict[str, dict[str, Any]]) -> None:
    """Limit the time that a process which serves requests waits for PostgreSQL.

    Commands have no limit: migrations and imports may take long. Called before the first
    connection.
    """
    for database in databases.values():
        if database["ENGINE"] != "django.db.backends.postgresql":
            continue
        options = database["OPTIONS"]
        options["pool"]["connection_class"] = BoundedConnection
        # First, so that `options` in DATABASE_URL can set another limit.
        given = options.get("options", "")
        options["options"] = f"-c statement_timeout={STATEMENT_TIMEOUT}s {given}".strip()


def renew_pools() -> None:
    """Close idle connections now, and the others as soon as they are returned."""
    for connection in connections.all(initialized_only=True):
        if pool := getattr(connection, "pool", None):
            pool.drain()


@contextmanager
def response_timeout(seconds: float) -> Iterator[None]:
    """Have this thread wait no longer than this for each response."""
    before = getattr(_thread, "seconds", RESPONSE_TIMEOUT)
    _thread.seconds = seconds
    try:
        yield
    finally:
        _thread.seconds = before


class BoundedConnection(psycopg.Connection[Any]):
    """Closes itself when the server has not responded in time, and raises `OperationalError`."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is None:
            timeout = getattr(_thread, "seconds", RESPONSE_TIMEOUT)
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError:
            # Still waiting for the response: all other errors end the statement.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if query != "":
            return super().execute(query, *args, **kwargs)
        with response_timeout(CHECK_TIMEOUT):  # the pool's check
            return super().execute(query, *args, **kwargs)
