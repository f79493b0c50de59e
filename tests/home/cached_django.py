"""Django behind the page cache, in this thread, which sees the transaction of the test."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from home.delivery import content_version
from home.delivery.cache_headers import TRUE_UNTIL
from tests.config.page_cache.helpers import cache_in_this_thread


class CachedDjango:
    """Requests to the cache. `label` tells if the last response was kept."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, read_version: Callable[[], int]) -> None:
        self.cache = cache_in_this_thread(WSGIHandler(), read_version, monkeypatch)
        self.cache.true_until = TRUE_UNTIL
        self.label = ""

    def get(self, path: str, host: str = "testserver", **more: str) -> tuple[str, str]:
        """Return the status and the text, in small letters."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "HTTP_HOST": host,
            "SERVER_NAME": "granian",
            "SERVER_PORT": "443",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(),
        }
        captured: list[Any] = []
        answer = self.cache(environ | more, lambda *args: captured.extend(args))
        text = b"".join(answer).decode()
        getattr(answer, "close", lambda: None)()
        self.label = dict(captured[1]).get("X-Cache", "")
        return captured[0], text.lower()


@contextmanager
def cached_django(
    monkeypatch: pytest.MonkeyPatch, read_version: Callable[[], int] = content_version.refresh
) -> Iterator[CachedDjango]:
    """Yield a site that leaves the connection open, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield CachedDjango(monkeypatch, read_version)
    for signal in signals:
        signal.connect(close_old_connections)
