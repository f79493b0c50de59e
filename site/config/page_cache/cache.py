"""Answers from what is kept, and keeps what Django answers."""

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
    EncodedBody,
    Headers,
    best_encoding,
    varies_only_on_encoding,
    with_vary,
)
from config.page_cache.content_poller import ContentPoller, ContentState
from config.page_cache.leader import Leader, StandByResponse
from config.page_cache.request_key import CacheKey, Environ, RequestPolicy
from config.page_cache.store import ResponseStore

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# How long others wait for the one that renders a page.
RENDER_TIMEOUT = 5.0
# So that a page is rendered whole, plain and for everybody.
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
    """What an application said: status line, headers and body."""

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
        """The body in one piece. Closing it tells Django that the request is over."""
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self) -> None:
        close = getattr(self.body, "close", None)
        if close:
            close()


class PageCache:
    """A WSGI application that caches the public responses of `inner`.

    - `read_version` returns a number that changes with the public content, or raises while it
      cannot be read. It is called every `poll_seconds` at most.
    - `max_bytes` bounds the memory of the cache.
    - `stale_seconds` is for how long a page is served that cannot be confirmed; after that, and for
      pages that are not cached, visitors get `unavailable_page` with `retry_after` (seconds).
    - `bypass_prefixes` are paths that need no database; their requests are passed on.
    - `varies_on_query` is a key that `inner` sets in the environ when a response depends on the
      whole query string. Without it one copy serves every query, so none is cached by it.
    - `max_renderers` is how many requests `inner` handles at a time.
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
    ) -> None:
        self.inner = inner
        self.content_poller = ContentPoller(read_version, poll_seconds)
        self.store = ResponseStore(max_bytes)
        self.request_policy = RequestPolicy()
        self.leader = Leader()
        self.stale_seconds = stale_seconds
        self.retry_after = retry_after
        self.unavailable_page = unavailable_page
        self.bypass_prefixes = bypass_prefixes
        self.varies_on_query = varies_on_query
        self._rendering: dict[CacheKey, threading.Event] = {}
        # Fewer than the server has threads: what is kept goes out although the others wait.
        self._render_slots = threading.BoundedSemaphore(max_renderers)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(self.bypass_prefixes):
            self.leader.step_aside()
            return self.inner(environ, start_response)
        state = self.content_poller.state()
        key = self.request_policy.key(environ)
        if key is None:
            self.leader.step_aside()
            return self.pass_through(environ, start_response, state)
        page = self.store.get(key)
        if page is None or page.content_version != state.content_version:
            self.leader.step_aside()
            return self.render_and_store(environ, start_response, key, page, state)
        if not state.is_confirmed:
            return self.send_stale(environ, start_response, page)
        page.confirmed_at = state.confirmed_at
        encoded = page.encoded_body(environ.get("HTTP_ACCEPT_ENCODING", ""))
        answer = send_conditional(
            environ, start_response, page, encoded, encoded.headers, encoded.not_modified_headers
        )
        return answer if self.leader.try_to_lead() else StandByResponse(answer, self.leader)

    def render_and_store(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: CacheKey,
        old: CachedResponse | None,
        state: ContentState,
    ) -> Iterable[bytes]:
        """Render a page that is missing or outdated, one request for all that want it."""
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
            # It was not for keeping: everybody gets an answer of their own.
            return self.pass_through(environ, start_response, state)
        try:
            plain = rendering_environ(environ, key)
            answer = self.call_application(plain, state)
            if answer.is_cacheable and (not key.query or self.varies_on_query in plain):
                page = CachedResponse(
                    answer.headers, answer.read_body(), state.content_version, state.confirmed_at
                )
                self.store.put(key, page)
                return send_cached(environ, start_response, page, "MISS")
        finally:
            del self._rendering[key]
            mine.set()
        if answer.is_server_error and self.may_serve_stale(old):
            answer.close()
            return self.send_stale(environ, start_response, old)
        return send_uncached(environ, start_response, compress_response(answer, environ))

    def pass_through(
        self, environ: Environ, start_response: StartResponse, state: ContentState
    ) -> Iterable[bytes]:
        """Let Django answer this very request."""
        return send_uncached(environ, start_response, self.call_application(environ, state))

    def call_application(self, environ: Environ, state: ContentState) -> ApplicationResponse:
        """The answer of the application, or that of a site whose database is away."""
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
        """The last copy there is, marked as such; without one that the site is away for now."""
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
    """The request as if nobody in particular had made it."""
    plain = {name: value for name, value in environ.items() if name not in STRIPPED_HEADERS}
    return plain | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}


def compress_response(answer: ApplicationResponse, environ: Environ) -> ApplicationResponse:
    """An answer that was asked for plain in case it could be kept, as its reader asked for it."""
    kind = "".join(answer.header_values("content-type"))
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    if best_encoding(accepted) == "identity" or not COMPRESSIBLE.match(kind):
        return answer
    if answer.header_values("content-encoding") or not answer.header_values("content-length"):
        return answer
    body = answer.read_body()
    headers = [pair for pair in answer.headers if pair[0].lower() != "content-length"]
    if len(body) >= MIN_COMPRESSED_SIZE and "gzip" in accepted:
        # A tail of random length, so that nobody learns from it what a form holds.
        body = compress_string(body, max_random_bytes=100)
        headers = [*with_vary(headers), ("Content-Encoding", "gzip")]
    return ApplicationResponse(
        answer.status, [*headers, ("Content-Length", str(len(body)))], [body]
    )


def send_cached(
    environ: Environ, start_response: StartResponse, page: CachedResponse, label: str
) -> Iterable[bytes]:
    """A kept page, with how it came about and for how long nobody has confirmed it."""
    age = str(max(0, int(time.monotonic() - page.confirmed_at)))
    encoded = page.encoded_body(environ.get("HTTP_ACCEPT_ENCODING", ""))
    own = {"X-Cache": label, "Age": age}
    headers, unchanged = (
        [(name, own.get(name, value)) for name, value in those]
        for those in (encoded.headers, encoded.not_modified_headers)
    )
    return send_conditional(environ, start_response, page, encoded, headers, unchanged)


def send_conditional(
    environ: Environ,
    start_response: StartResponse,
    page: CachedResponse,
    encoded: EncodedBody,
    headers: Headers,
    unchanged: Headers,
) -> Iterable[bytes]:
    """The page, or that the browser has it already."""
    if_none_match = environ.get("HTTP_IF_NONE_MATCH", "")
    if_modified_since = environ.get("HTTP_IF_MODIFIED_SINCE", "")
    if (if_none_match or if_modified_since) and page.is_not_modified(
        encoded, if_none_match, if_modified_since
    ):
        start_response("304 Not Modified", unchanged)
        return []
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [encoded.body]


def send_uncached(
    environ: Environ, start_response: StartResponse, answer: ApplicationResponse
) -> Iterable[bytes]:
    """An answer to this request alone."""
    start_response(answer.status, [*answer.headers, ("X-Cache", "PASS")])
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer.body
