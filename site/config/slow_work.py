"""Slow work inside a request, during which it keeps nothing that other requests need.

Mail servers may not answer, and passwords take long to hash, on purpose. Meanwhile the request
gives back its slot in Django and its database connection, and only so many requests may wait.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections
from django.http import HttpRequest, HttpResponse

from config.errors import service_unavailable
from config.page_cache.limits import leave_django_early


class TooBusyError(OSError):
    """Too many requests wait for the same work."""


class SlowWork:
    """Lets `at_once` threads do the work, and `waiting` others wait for it."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._at_once = threading.BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, or raise `TooBusyError` at once."""
        if not self._places.acquire(blocking=False):
            raise TooBusyError
        try:
            if leave_django_early():
                close_connections()
            with self._at_once:
                yield
        finally:
            self._places.release()


# Seconds of work each, in another process. More requests get a 503 at once.
leaflets = SlowWork(at_once=1, waiting=3)


def close_connections() -> None:
    """Give back database connections, which are opened again when they are needed."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


class TooBusyMiddleware:
    """Responds with 503 where there are too many requests for slow work. It is not logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return service_unavailable(request) if isinstance(exception, TooBusyError) else None
