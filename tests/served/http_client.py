"""An HTTP client that uses one connection, and therefore one worker."""

import gzip
import http.client
from dataclasses import dataclass
from email.message import Message

import brotli

REQUEST_TIMEOUT = 10


@dataclass(frozen=True)
class HttpResponse:
    status: int
    headers: Message
    content: bytes

    @property
    def body(self) -> bytes:
        """Return the content, decompressed."""
        decode = {"gzip": gzip.decompress, "br": brotli.decompress}
        coding = self.headers["Content-Encoding"]
        return decode[coding](self.content) if coding else self.content

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def cache(self) -> str | None:
        return self.headers["X-Cache"]


class HttpClient:
    def __init__(self, url: str, **headers: str) -> None:
        self.connection = http.client.HTTPConnection(
            url.removeprefix("http://"), timeout=REQUEST_TIMEOUT
        )
        self.headers = headers

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Send a GET request. Names of headers are written with underscores."""
        return self.request(path, **headers)

    def request(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> HttpResponse:
        all_headers = {
            name.replace("_", "-"): value for name, value in (self.headers | headers).items()
        }
        try:
            self.connection.request(method, path, body, all_headers)
            response = self.connection.getresponse()
            return HttpResponse(response.status, response.headers, response.read())
        except BaseException:
            self.connection.close()  # the next request opens it again
            raise
