"""Responses of Django, and sending them and cached ones."""

import re
import time
from collections.abc import Callable, Iterable
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
from config.page_cache.request_key import Environ

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

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
