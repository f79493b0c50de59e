"""A fake site behind nginx or Varnish, for tests of the requests they send."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class FakeUpstream(ThreadingHTTPServer):
    """A server that responds with `status`, or closes the connection if that is None.

    It records `requests` and the headers of the last one.
    """

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
        # As if it were in the page cache of the site: there even if the rest fails.
        self.send_response(200 if self.path == "/cached/" else self.server.status)
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
    """Run a fake site within the context. Names of headers are written with underscores."""
    server = FakeUpstream(status, **headers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
