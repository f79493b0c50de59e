"""Send cached pages, and cache the pages that Django renders."""

import re
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.utils.text import compress_string

from config.page_cache.cached_response import (
    COMPRESSIBLE,
    MIN_COMPRESSED_SIZE,
    CachedResponse,
    Headers,
    best_encoding,
    varies_only_on_encoding,
    with_vary,
)
from config.page_cache.content_poller import ContentPoller, ContentState
from config.page_cache.leader import Leader
from config.page_cache.request_key import CacheKey, Environ, RequestPolicy
from config.page_cache.store import ResponseStore

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Seconds that other requests wait for the one that renders a page.
RENDER_TIMEOUT = 5.0
# Removed so that pages are rendered whole, uncompressed and for everyone.
STRIPPED_HEADERS = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_RANGE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)
UNCACHEABLE = re.compile(r"\b(private|no-store|no-cache)\b")
PUBLIC = re.compile(r"\bpublic\b")


class ApplicationResponse(NamedTuple):
    """The status line, headers and body of a WSGI application's response."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    def header_values(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header.lower() == name]

    @property
    def is_server_error(self) -> bool:
        return self.status >= "500"

    @property
    def is_cacheable(self) -> bool:
        control = ",".join(self.header_values("cache-control")).lower()
        return (
            self.status.startswith("200")
            and bool(PUBLIC.search(control))
            and not UNCACHEABLE.search(control)
            and not self.header_values("set-cookie")
            and not self.header_values("content-encoding")
            and varies_only_on_encoding(self.header_values("vary"))
        )

    def read_body(self) -> bytes:
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self) -> None:
        """Close the body, which tells Django that the request has ended."""
        if close := getattr(self.body, "close", None):
            close()


class PageCache:
    """A WSGI application that caches the public responses of `inner`.

    - `read_version` returns a number that changes with the public content, or raises while it
      cannot be read. It is called every `poll_seconds` at most.
    - `max_bytes` bounds the memory of the cache.
    - `stale_seconds` limits how long an unconfirmed page is sent. After that, and for pages that
      are not cached, visitors get `unavailable_page` with `retry_after` (seconds).
    - `bypass_prefixes` are paths that need no database; their requests are passed on.
    - `varies_on_query` is a key that `inner` sets in the environ when a response depends on the
      whole query string. Responses to queries are cached only with it.
    - `max_renderers` is the number of requests `inner` handles at a time. The server needs more
      threads than that, so that cached pages are sent while others are rendered.
    - `use_leader` has one thread send the cached pages: see `leader.py`.
    """

    def __init__(
        self,
        inner: Application,
        read_version: Callable[[], int],
        *,
        poll_seconds: float,
        max_bytes: int,
        stale_seconds: float,
        retry_after: str,
        unavailable_page: bytes,
        bypass_prefixes: tuple[str, ...],
        varies_on_query: str,
        max_renderers: int,
        use_leader: bool,
    ) -> None:
        self.inner = inner
        self.content_poller = ContentPoller(read_version, poll_seconds)
        self.store = ResponseStore(max_bytes)
        self.request_policy = RequestPolicy()
        self.leader = Leader() if use_leader else None
        self.stale_seconds = stale_seconds
        self.retry_after = retry_after
        self.unavailable_page = unavailable_page
        self.bypass_prefixes = bypass_prefixes
        self.varies_on_query = varies_on_query
        self._rendering: dict[CacheKey, threading.Event] = {}
        self._render_slots = threading.BoundedSemaphore(max_renderers)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(self.bypass_prefixes):
            self.enter_application()
            return self.inner(environ, start_response)
        state = self.content_poller.state()
        key = self.request_policy.key(environ)
        if key is None:
            self.enter_application()
            return self.pass_through(environ, start_response, state)
        page = self.store.get(key)
        if page is None or page.content_version != state.content_version:
            self.enter_application()
            return self.render_and_store(environ, start_response, key, page, state)
        if not state.is_confirmed:
            return self.send_stale(environ, start_response, page)
        page.confirmed_at = state.confirmed_at
        body = send_cached(environ, start_response, page, "HIT")
        return self.leader.standing_by_after(body) if self.leader else body

    def enter_application(self) -> None:
        if self.leader:
            self.leader.step_aside()

    def render_and_store(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: CacheKey,
        old: CachedResponse | None,
        state: ContentState,
    ) -> Iterable[bytes]:
        """Render a missing or outdated page once for all requests that wait for it."""
        if state.is_unavailable:
            return self.send_stale(environ, start_response, old)
        mine = threading.Event()
        others = self._rendering.setdefault(key, mine)
        if others is not mine:
            in_time = others.wait(RENDER_TIMEOUT)
            page = self.store.get(key)
            if page is not None and page is not old:
                return send_cached(environ, start_response, page, "HIT")
            if not in_time:
                return self.send_stale(environ, start_response, old)
            # Not cacheable, so every request needs its own response.
            return self.pass_through(environ, start_response, state)
        try:
            plain = rendering_environ(environ, key)
            response = self.call_application(plain, state)
            if response.is_cacheable and (not key.query or self.varies_on_query in plain):
                page = CachedResponse(
                    response.headers,
                    response.read_body(),
                    state.content_version,
                    state.confirmed_at,
                )
                self.store.put(key, page)
                return send_cached(environ, start_response, page, "MISS")
        finally:
            del self._rendering[key]
            mine.set()
        if response.is_server_error and self.may_serve_stale(old):
            response.close()
            return self.send_stale(environ, start_response, old)
        return send_uncached(environ, start_response, compress_response(response, environ))

    def pass_through(
        self, environ: Environ, start_response: StartResponse, state: ContentState
    ) -> Iterable[bytes]:
        return send_uncached(environ, start_response, self.call_application(environ, state))

    def call_application(self, environ: Environ, state: ContentState) -> ApplicationResponse:
        """Return Django's response, or a 503 if the database or a free thread is missing."""
        patience = RENDER_TIMEOUT if state.is_confirmed else 0
        if state.is_unavailable or not self._render_slots.acquire(timeout=patience):
            return self.unavailable_response()
        captured: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            captured[:] = [status, headers]

        try:
            body = self.inner(environ, start)
        finally:
            self._render_slots.release()
        return ApplicationResponse(captured[0], captured[1], body)

    def may_serve_stale(self, page: CachedResponse | None) -> bool:
        return page is not None and time.monotonic() - page.confirmed_at <= self.stale_seconds

    def send_stale(
        self, environ: Environ, start_response: StartResponse, page: CachedResponse | None
    ) -> Iterable[bytes]:
        """Send the last copy, marked as stale; a 503 if there is none or it is too old."""
        if page is None or not self.may_serve_stale(page):
            return send_uncached(environ, start_response, self.unavailable_response())
        return send_cached(environ, start_response, page, "STALE")

    def unavailable_response(self) -> ApplicationResponse:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(self.unavailable_page))),
            ("Cache-Control", "no-store"),
            ("Retry-After", self.retry_after),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return ApplicationResponse(
            f"{status.value} {status.phrase}", headers, [self.unavailable_page]
        )


def rendering_environ(environ: Environ, key: CacheKey) -> Environ:
    """Return the request without anything that belongs to its sender alone."""
    plain = {name: value for name, value in environ.items() if name not in STRIPPED_HEADERS}
    return plain | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}


def compress_response(response: ApplicationResponse, environ: Environ) -> ApplicationResponse:
    """Compress a response that was rendered uncompressed and turned out not to be cacheable."""
    kind = "".join(response.header_values("content-type"))
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    if best_encoding(accepted) == "identity" or not COMPRESSIBLE.match(kind):
        return response
    if response.header_values("content-encoding") or not response.header_values("content-length"):
        return response
    body = response.read_body()
    headers = [pair for pair in response.headers if pair[0].lower() != "content-length"]
    if len(body) >= MIN_COMPRESSED_SIZE and "gzip" in accepted:
        # Random length against the BREACH attack, as in Django's GZipMiddleware.
        body = compress_string(body, max_random_bytes=100)
        headers = [*with_vary(headers), ("Content-Encoding", "gzip")]
    headers.append(("Content-Length", str(len(body))))
    return ApplicationResponse(response.status, headers, [body])


def send_cached(
    environ: Environ, start_response: StartResponse, page: CachedResponse, label: str
) -> Iterable[bytes]:
    """Send a cached page, or a 304 if the browser has it already.

    `label` goes into `X-Cache`. `Age` counts from the last confirmation.
    """
    encoded = page.encoded_body(environ.get("HTTP_ACCEPT_ENCODING", ""))
    if_none_match = environ.get("HTTP_IF_NONE_MATCH", "")
    if_modified_since = environ.get("HTTP_IF_MODIFIED_SINCE", "")
    is_known = (if_none_match or if_modified_since) and page.is_not_modified(
        encoded, if_none_match, if_modified_since
    )
    headers = encoded.not_modified_headers if is_known else encoded.headers
    age = int(time.monotonic() - page.confirmed_at)
    if label != "HIT" or age > 0:  # the stored headers are those of a confirmed hit
        own = {"X-Cache": label, "Age": str(max(0, age))}
        headers = [(name, own.get(name, value)) for name, value in headers]
    start_response("304 Not Modified" if is_known else "200 OK", headers)
    return [] if is_known or environ["REQUEST_METHOD"] == "HEAD" else [encoded.body]


def send_uncached(
    environ: Environ, start_response: StartResponse, response: ApplicationResponse
) -> Iterable[bytes]:
    start_response(response.status, [*response.headers, ("X-Cache", "PASS")])
    if environ["REQUEST_METHOD"] == "HEAD":
        response.close()
        return []
    return response.body
