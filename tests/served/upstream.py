"""Stands for a site behind nginx or Varnish, where it matters only whom they ask, and how often."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeUpstream(ThreadingHTTPServer):
    """`status` is what it answers, None for hanging up without a word. `asked` is what was asked
    of it, `heard` the headers of the last request."""

    daemon_threads = True

    def __init__(self, status: int | None = 200, **headers: str) -> None:
        super().__init__(("127.0.0.1", 0), UpstreamHandler)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        self.requests: list[str] = []
        self.last_headers: Any = None

    @property
    def port(self) -> int:
        return self.server_address[1]


class UpstreamHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeUpstream

    def do_GET(self) -> None:
        self.server.requests.append(f"{self.command} {self.path}")
        self.server.last_headers = self.headers
        if self.server.status is None:
            self.close_connection = True
            return
        # Kept by the site, as it were: there whatever else fails.
        self.send_response(200 if self.path == "/kept/" else self.server.status)
        self.send_header("Content-Length", "0")
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815 -- named as the base class calls it
    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def running_upstream(status: int | None = 200, **headers: str) -> Iterator[FakeUpstream]:
    """One that answers for as long as this lasts. Names of headers are written with underscores."""
    server = FakeUpstream(status, **headers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
