"""Send cached pages, and cache the pages that Django renders."""

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

from config.page_cache.cached_response import CachedResponse, Headers
from config.page_cache.content_poller import ContentPoller, ContentState
from config.page_cache.leader import Leader
from config.page_cache.limits import RequestLimits
from config.page_cache.request_key import CacheKey, Environ, RequestPolicy
from config.page_cache.responses import (
    Application,
    ApplicationResponse,
    StartResponse,
    compress_response,
    send_cached,
    send_uncached,
)
from config.page_cache.store import ResponseStore

# Seconds that a request waits for a slot in Django, or for another that renders the same page.
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


class PageCache:
    """A WSGI application that caches the public responses of `inner`.

    - `read_version` returns a number that changes with the public content, or raises while it
      cannot be read. It is called every `poll_seconds` at most.
    - `max_bytes` bounds the memory of the cache.
    - `stale_seconds` limits how long an unconfirmed page is sent. After that, and for pages that
      are not cached, visitors get `unavailable_page` with `retry_after` (seconds).
    - `static_prefix` is the path of static files, which take no time, and `file_prefixes` those of
      other files that need no database. Their requests are passed on.
    - `varies_on_query` is a key that `inner` sets in the environ when a response depends on the
      whole query string. Responses to queries are cached only with it.
    - `true_until` is a key for the time at which some words of the response stop being true. While
      the page cannot be rendered again, it is sent without them.
    - `limits` bounds the requests that `inner` handles. The server needs more threads than that, so
      that cached pages are sent meanwhile.
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
        static_prefix: str,
        file_prefixes: tuple[str, ...],
        varies_on_query: str,
        true_until: str,
        limits: RequestLimits,
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
        self.static_prefix = static_prefix
        self.file_prefixes = file_prefixes
        self.bypass_prefixes = (static_prefix, *file_prefixes)
        self.varies_on_query = varies_on_query
        self.true_until = true_until
        self.limits = limits
        self._rendering: dict[CacheKey, threading.Event] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(self.bypass_prefixes):
            return self.enter(environ, start_response, self.pass_file)
        state = self.content_poller.state()
        key = self.request_policy.key(environ)
        if key is None:
            pass_through = partial(self.pass_through, state=state, is_page=False)
            return self.enter(environ, start_response, pass_through)
        page = self.store.get(key)
        if page is None or page.content_version != state.content_version:
            render = partial(self.render_and_store, key=key, old=page, state=state)
            return self.enter(environ, start_response, render, page)
        if not state.is_confirmed:
            return self.send_stale(environ, start_response, page)
        page.confirmed_at = state.confirmed_at
        body = send_cached(environ, start_response, page, "HIT")
        return self.leader.standing_by_after(body) if self.leader else body

    def enter(
        self,
        environ: Environ,
        start_response: StartResponse,
        respond: Application,
        old: CachedResponse | None = None,
    ) -> Iterable[bytes]:
        """Respond to a request that may take long, unless there are too many of them."""
        self.step_aside()
        if not self.limits.take_place():
            return self.send_stale(environ, start_response, old)
        try:
            body = respond(environ, start_response)
        except BaseException:
            self.limits.leave_place()
            raise
        return self.limits.leave_place_after(body)

    def step_aside(self) -> None:
        """Let another thread send cached pages, because this one may have to wait."""
        if self.leader:
            self.leader.step_aside()

    def pass_file(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass on a request for a file; a few at a time if it is drawn, or read from elsewhere."""
        if environ["PATH_INFO"].startswith(self.static_prefix):
            return self.inner(environ, start_response)
        if not self.limits.enter_files(RENDER_TIMEOUT):
            return send_uncached(environ, start_response, self.unavailable_response())
        try:
            return self.inner(environ, start_response)
        finally:
            self.limits.leave_files()

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
            return self.pass_through(environ, start_response, state, is_page=True)
        try:
            plain = rendering_environ(environ, key)
            response = self.call_application(plain, state, is_page=True)
            if response.is_cacheable and (not key.query or self.varies_on_query in plain):
                page = CachedResponse(
                    response.headers,
                    response.read_body(),
                    state.content_version,
                    state.confirmed_at,
                    plain.get(self.true_until),
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
        self,
        environ: Environ,
        start_response: StartResponse,
        state: ContentState,
        *,
        is_page: bool,
    ) -> Iterable[bytes]:
        response = self.call_application(environ, state, is_page=is_page)
        return send_uncached(environ, start_response, response)

    def call_application(
        self, environ: Environ, state: ContentState, *, is_page: bool
    ) -> ApplicationResponse:
        """Return Django's response, or a 503 if the database or a free slot is missing."""
        if state.is_unavailable:
            return self.unavailable_response()
        timeout = RENDER_TIMEOUT if state.is_confirmed else 0
        slot = self.limits.enter_django(is_page=is_page, timeout=timeout)
        if slot is None:
            return self.unavailable_response()
        captured: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            captured[:] = [status, headers]

        try:
            body = self.inner(environ, start)
        finally:
            slot.release()
        return ApplicationResponse(captured[0], captured[1], body)

    def may_serve_stale(self, page: CachedResponse | None) -> bool:
        return page is not None and time.monotonic() - page.confirmed_at <= self.stale_seconds

    def send_stale(
        self, environ: Environ, start_response: StartResponse, page: CachedResponse | None
    ) -> Iterable[bytes]:
        """Send the last copy, marked as stale; a 503 if there is none or it is too old."""
        if page is None or not self.may_serve_stale(page):
            return send_uncached(environ, start_response, self.unavailable_response())
        page.drop_passing_words(time.time())
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
