"""Answers from what is kept, and keeps what Django answers."""

import re
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.utils.text import compress_string

from config.errors import RETRY_AFTER
from config.page_cache.cached_response import (
    COMPRESSIBLE,
    SHORTEST_COMPRESSED,
    Form,
    Headers,
    KeptPage,
    best_encoding,
    varies_only_on_encoding,
    with_vary,
)
from config.page_cache.content_poller import State, Watch
from config.page_cache.leader import LastForNow, Leader
from config.page_cache.request_key import QUERY_IS_KNOWN, Asking, Environ, Key
from config.page_cache.store import Store

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# How long others wait for the one that renders a page.
PATIENCE = 5.0
# So that a page is rendered whole, plain and for everybody.
NOT_FOR_RENDERING = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_RANGE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
)
KEPT_BACK = re.compile(r"\b(private|no-store|no-cache)\b")
PUBLIC = re.compile(r"\bpublic\b")


class Answer(NamedTuple):
    """What an application said: status line, headers and body."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    def values(self, name: str) -> list[str]:
        return [value for header, value in self.headers if header.lower() == name]

    @property
    def is_fault(self) -> bool:
        return self.status >= "500"

    @property
    def may_be_kept(self) -> bool:
        control = ",".join(self.values("cache-control")).lower()
        return (
            self.status.startswith("200")
            and bool(PUBLIC.search(control))
            and not KEPT_BACK.search(control)
            and not self.values("set-cookie")
            and not self.values("content-encoding")
            and varies_only_on_encoding(self.values("vary"))
        )

    def whole(self) -> bytes:
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
    """The WSGI application in front of `inner`.

    `look` returns a number that changes with the public content, or raises while it cannot be
    known. `budget` is in bytes; `stale_seconds` says how long a page may go out that nobody can
    confirm; `unavailable` is the page for what is not kept then. Addresses that begin with one of
    `aside` need no database and are passed on in any case.
    """

    def __init__(
        self,
        inner: Application,
        look: Callable[[], int],
        *,
        budget: int,
        stale_seconds: float,
        unavailable: bytes,
        aside: tuple[str, ...],
        renderers: int,
    ) -> None:
        self.inner = inner
        self.watch = Watch(look)
        self.store = Store(budget)
        self.asking = Asking()
        self.leader = Leader()
        self.stale_seconds = stale_seconds
        self.unavailable = unavailable
        self.aside = aside
        self._rendering: dict[Key, threading.Event] = {}
        # Fewer than the server has threads: what is kept goes out although the others wait.
        self._renderers = threading.BoundedSemaphore(renderers)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(self.aside):
            self.leader.step_aside()
            return self.inner(environ, start_response)
        state = self.watch.state()
        key = self.asking.key(environ)
        if key is None:
            self.leader.step_aside()
            return self.pass_on(environ, start_response, state)
        page = self.store.get(key)
        if page is None or page.epoch != state.epoch:
            self.leader.step_aside()
            return self.fill(environ, start_response, key, page, state)
        if not state.is_confirmed:
            return self.send_stale(environ, start_response, page)
        page.confirmed = state.confirmed
        form = page.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
        answer = send(environ, start_response, page, form, form.headers, form.unchanged_headers)
        return answer if self.leader.is_me() else LastForNow(answer, self.leader)

    def fill(
        self,
        environ: Environ,
        start_response: StartResponse,
        key: Key,
        old: KeptPage | None,
        state: State,
    ) -> Iterable[bytes]:
        """Render a page that is missing or outdated, one request for all that want it."""
        if state.is_gone:
            return self.send_stale(environ, start_response, old)
        mine = threading.Event()
        others = self._rendering.setdefault(key, mine)
        if others is not mine:
            in_time = others.wait(PATIENCE)
            page = self.store.get(key)
            if page is not None and page is not old:
                return send_as(environ, start_response, page, "HIT")
            if not in_time:
                return self.send_stale(environ, start_response, old)
            # It was not for keeping: everybody gets an answer of their own.
            return self.pass_on(environ, start_response, state)
        try:
            plain = for_rendering(environ, key)
            answer = self.ask(plain, state)
            if answer.may_be_kept and (not key.query or QUERY_IS_KNOWN in plain):
                page = KeptPage(answer.headers, answer.whole(), state.epoch, state.confirmed)
                self.store.put(key, page)
                return send_as(environ, start_response, page, "MISS")
        finally:
            del self._rendering[key]
            mine.set()
        if answer.is_fault and self.may_be_stale(old):
            answer.close()
            return self.send_stale(environ, start_response, old)
        return send_own(environ, start_response, compressed(answer, environ))

    def pass_on(
        self, environ: Environ, start_response: StartResponse, state: State
    ) -> Iterable[bytes]:
        """Let Django answer this very request."""
        return send_own(environ, start_response, self.ask(environ, state))

    def ask(self, environ: Environ, state: State) -> Answer:
        """The answer of the application, or that of a site whose database is away."""
        patience = PATIENCE if state.is_confirmed else 0
        if state.is_gone or not self._renderers.acquire(timeout=patience):
            return self.none_now()
        told: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> None:
            told[:] = [status, headers]

        try:
            body = self.inner(environ, start)
        finally:
            self._renderers.release()
        return Answer(told[0], told[1], body)

    def may_be_stale(self, page: KeptPage | None) -> bool:
        return page is not None and time.monotonic() - page.confirmed <= self.stale_seconds

    def send_stale(
        self, environ: Environ, start_response: StartResponse, page: KeptPage | None
    ) -> Iterable[bytes]:
        """The last copy there is, marked as such; without one that the site is away for now."""
        if page is None or not self.may_be_stale(page):
            return send_own(environ, start_response, self.none_now())
        return send_as(environ, start_response, page, "STALE")

    def none_now(self) -> Answer:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(self.unavailable))),
            ("Cache-Control", "no-store"),
            ("Retry-After", RETRY_AFTER),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return Answer(f"{status.value} {status.phrase}", headers, [self.unavailable])


def for_rendering(environ: Environ, key: Key) -> Environ:
    """The request as if nobody in particular had made it."""
    plain = {name: value for name, value in environ.items() if name not in NOT_FOR_RENDERING}
    return plain | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}


def compressed(answer: Answer, environ: Environ) -> Answer:
    """An answer that was asked for plain in case it could be kept, as its reader asked for it."""
    kind = "".join(answer.values("content-type"))
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    if best_encoding(accepted) == "identity" or not COMPRESSIBLE.match(kind):
        return answer
    if answer.values("content-encoding") or not answer.values("content-length"):
        return answer
    body = answer.whole()
    headers = [pair for pair in answer.headers if pair[0].lower() != "content-length"]
    if len(body) >= SHORTEST_COMPRESSED and "gzip" in accepted:
        # A tail of random length, so that nobody learns from it what a form holds.
        body = compress_string(body, max_random_bytes=100)
        headers = [*with_vary(headers), ("Content-Encoding", "gzip")]
    return Answer(answer.status, [*headers, ("Content-Length", str(len(body)))], [body])


def send_as(
    environ: Environ, start_response: StartResponse, page: KeptPage, label: str
) -> Iterable[bytes]:
    """A kept page, with how it came about and for how long nobody has confirmed it."""
    age = str(max(0, int(time.monotonic() - page.confirmed)))
    form = page.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
    own = {"X-Cache": label, "Age": age}
    headers, unchanged = (
        [(name, own.get(name, value)) for name, value in those]
        for those in (form.headers, form.unchanged_headers)
    )
    return send(environ, start_response, page, form, headers, unchanged)


def send(
    environ: Environ,
    start_response: StartResponse,
    page: KeptPage,
    form: Form,
    headers: Headers,
    unchanged: Headers,
) -> Iterable[bytes]:
    """The page, or that the browser has it already."""
    if_none_match = environ.get("HTTP_IF_NONE_MATCH", "")
    if_modified_since = environ.get("HTTP_IF_MODIFIED_SINCE", "")
    if (if_none_match or if_modified_since) and page.is_known_to(
        form, if_none_match, if_modified_since
    ):
        start_response("304 Not Modified", unchanged)
        return []
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def send_own(environ: Environ, start_response: StartResponse, answer: Answer) -> Iterable[bytes]:
    """An answer to this request alone."""
    start_response(answer.status, [*answer.headers, ("X-Cache", "PASS")])
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer.body
