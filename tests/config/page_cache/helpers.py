"""A page cache in front of a small application, and a client for it."""

import gzip
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

import brotli
import pytest

from config.page_cache.cache import PageCache
from config.page_cache.limits import RequestLimits

VARIES_ON_QUERY = "test.varies_on_query"
TRUE_UNTIL = "test.true_until"
UNAVAILABLE = b"Back in a moment"
PAGE = b"<p>Nerves learn.</p>" * 200
PUBLIC = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0"}


def limits(max_requests: int = 20, **options: int) -> RequestLimits:
    defaults = {"max_renderers": 3, "max_in_django": 6, "max_files": 2}
    return RequestLimits(max_requests, **(defaults | options))


def cache_in_this_thread(
    application: Any, read_version: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> PageCache:
    """Return a cache that reads the content version at each request, in this thread.

    Another thread would not see the transaction of the test.
    """
    cache = PageCache(
        application,
        read_version,
        poll_seconds=0,
        max_bytes=10_000_000,
        stale_seconds=60,
        retry_after="5",
        unavailable_page=b"",
        static_prefix="/static/",
        file_prefixes=(),
        varies_on_query=VARIES_ON_QUERY,
        true_until=TRUE_UNTIL,
        limits=limits(1, max_renderers=1, max_in_django=1, max_files=1),
        use_leader=False,
    )
    poller = cache.content_poller
    monkeypatch.setattr(poller, "_request_poll", lambda: poller._set(poller._poll()))
    return cache


class ReceivedResponse(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def label(self) -> str:
        return self.headers["x-cache"]


def decoded(response: ReceivedResponse) -> bytes:
    decode = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    return decode[response.headers.get("content-encoding", "")](response.body)


class CachedSite:
    """An application behind the cache, with changeable responses and a list of its requests.

    `content_version` is the state of its content; an exception in its place is raised.
    """

    def __init__(self, **options: Any) -> None:
        self.status = "200 OK"
        self.headers = dict(PUBLIC)
        self.body = PAGE
        self.true_until: float | None = None
        self.requests: list[dict[str, Any]] = []
        self.content_version: int | Exception = 1
        self.while_rendering: Callable[[], object] = lambda: None
        settings: dict[str, Any] = {
            "max_bytes": 1_000_000,
            "stale_seconds": 60,
            "limits": limits(),
        } | options
        self.cache = PageCache(
            self.application,
            self.read_version,
            poll_seconds=1.0,
            retry_after="5",
            unavailable_page=UNAVAILABLE,
            varies_on_query=VARIES_ON_QUERY,
            true_until=TRUE_UNTIL,
            static_prefix="/static/",
            file_prefixes=("/media/",),
            use_leader=True,
            **settings,
        )

    def read_version(self) -> int:
        if isinstance(self.content_version, Exception):
            raise self.content_version
        return self.content_version

    def application(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        self.requests.append(environ)
        environ[TRUE_UNTIL] = self.true_until
        self.while_rendering()
        length = {"Content-Length": str(len(self.body))}
        start_response(self.status, list((self.headers | length).items()))
        return [self.body]

    def expire_poll(self) -> None:
        """Have the next request poll for changes."""
        self.cache.content_poller._state = self.cache.content_poller._state._replace(fresh_until=0)

    def get(self, path: str = "/blog/", query: str = "", method: str = "GET", **headers: str):
        captured: list[Any] = []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "testserver",
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
        }
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        answer = self.cache(environ, lambda *args: captured.extend(args))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return ReceivedResponse(int(captured[0][:3]), {k.lower(): v for k, v in captured[1]}, body)


@contextmanager
def slow_rendering(
    site: CachedSite, path: str = "/blog/", by: ThreadPoolExecutor | None = None
) -> Iterator[Future[ReceivedResponse]]:
    """Render a page in another thread until the block ends; yield its future response."""
    begun, done = threading.Event(), threading.Event()

    def slowly() -> None:
        begun.set()
        done.wait(10)

    site.while_rendering = slowly
    with ThreadPoolExecutor(1) as other:
        answer = (by or other).submit(site.get, path)
        assert begun.wait(10)
        try:
            yield answer
        finally:
            done.set()
