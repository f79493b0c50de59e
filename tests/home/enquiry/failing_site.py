"""The WSGI layer for failed forms, in front of an application that fails or passes."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from config.failed_posts import FailedPosts
from home.enquiry.models import EnquiryPage
from home.public_forms import guards
from tests.home.enquiry.helpers import ANSWERS, SAME_ORIGIN, form_token


class WsgiResponse(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body, "html.parser")

    @property
    def heading(self) -> str:
        return self.soup.h1.text

    @property
    def hidden_fields(self) -> dict[str, str]:
        return {
            str(field["name"]): str(field["value"]) for field in self.soup.select("[type=hidden]")
        }


@contextmanager
def kept_connections() -> Iterator[None]:
    """Keep Django from closing the connection of the test, as its test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


class SameThreadRunner:
    def run(self, function: Callable[[], Any]) -> Any:
        return function()


class Site:
    """A site whose Django can be replaced by a status, as if the database were away."""

    def __init__(self) -> None:
        self.fails_with: str | None = "503 Service Unavailable"
        self.before_response: Callable[[], Any] = lambda: None
        self.layer = FailedPosts(self.application, ignored_prefixes=("/admin/",))
        self.runner = self.layer._runner
        # In the thread of the test, which alone sees what it has not committed.
        self.layer._runner = SameThreadRunner()  # type: ignore[assignment]
        self.seen: list[bytes] = []

    def application(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        self.before_response()
        if self.fails_with is None:
            return WSGIHandler()(environ, start_response)
        self.seen.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        start_response(self.fails_with, [("Content-Type", "text/html")])
        return [b"Back in a moment"]

    def post(
        self, path: str, data: Any = None, content_type: str = "", **extra: Any
    ) -> WsgiResponse:
        """Send fields, or bytes of the given `content_type`."""
        factory, extra = RequestFactory(), SAME_ORIGIN | extra
        if isinstance(data, bytes):
            # A content type that is not readable would not get through `post`.
            environ = factory.post(path, data, "application/octet-stream", **extra).environ
            environ["CONTENT_TYPE"] = content_type
        else:
            environ = factory.post(path, data, **extra).environ
        captured: list[Any] = []
        with kept_connections():
            body = self.layer(environ, lambda *start: captured.extend(start))
            content = b"".join(body)
            if close := getattr(body, "close", None):
                close()
        return WsgiResponse(int(captured[0][:3]), dict(captured[1]), content)

    def send(self, page: EnquiryPage, answers: Any = None, **extra: Any) -> WsgiResponse:
        """Send the form of a page with the default answers updated by `answers`."""
        fields = {guards.TOKEN_FIELD: form_token(page), guards.HONEYPOT_FIELD: ""}
        return self.post(f"{page.url}send/", ANSWERS | fields | (answers or {}), **extra)


class Gate:
    """Holds a request until it is opened, as a database that does not answer."""

    def __init__(self) -> None:
        self.is_open = threading.Event()

    def __call__(self) -> None:
        self.is_open.wait(10)
