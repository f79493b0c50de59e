"""Addresses that load balancers and monitors ask, under any host name and without details."""

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]

# The process answers requests.
LIVE_PATH = "/-/live"
# It also has its database, so it can render pages.
READY_PATH = "/-/ready"
HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
STATUSES = {True: "200 OK", False: "503 Service Unavailable"}
BODIES = {True: b"ok\n", False: b"not ready\n"}


def with_health_checks(application: Application, is_ready: Callable[[], bool]) -> Application:
    """Answer the two addresses before anything else, for GET and HEAD.

    `is_ready` returns within a second; an exception counts as False.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in (LIVE_PATH, READY_PATH) or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return application(environ, start_response)
        is_well = path == LIVE_PATH or _is_true(is_ready)
        body = BODIES[is_well]
        start_response(STATUSES[is_well], [*HEADERS, ("Content-Length", str(len(body)))])
        return [body] if environ["REQUEST_METHOD"] == "GET" else []

    return answer


def _is_true(condition: Callable[[], bool]) -> bool:
    try:
        return condition()
    except Exception:  # the database may fail in any way
        return False
