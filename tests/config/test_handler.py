"""Requests with a charset that is no encoding of text."""

import io
from collections.abc import Iterable
from typing import Any

import pytest

from config.handler import SiteHandler

# Codecs of Python that turn bytes into bytes or fail with any text, and one that does not exist.
CODECS = (
    *("base64", "bz2", "hex", "idna", "punycode", "quopri", "rot13", "undefined", "uu", "zip"),
    *("zlib", "unheard-of"),
)
BODIES = {
    "application/x-www-form-urlencoded": b"full_name=Rosa&message=%C3%A9",
    "multipart/form-data; boundary=x": b"--x--",
    "text/plain": b"Rosa",
}


def respond(content_type: str, body: bytes, method: str = "POST") -> tuple[str, str]:
    """Return the status line and the body of Django's response to a request with a query."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/admin/login/",
        "QUERY_STRING": "next=%C3%A9",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "testserver",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
    }
    statuses: list[str] = []
    start: Any = lambda status, *_: statuses.append(status)  # noqa: E731
    response: Iterable[bytes] = SiteHandler()(environ, start)
    return statuses[0], b"".join(response).decode()


@pytest.mark.parametrize("charset", CODECS)
@pytest.mark.parametrize(("content_type", "body"), BODIES.items(), ids=list(BODIES))
def test_a_charset_that_is_no_text_is_a_bad_request(charset: str, content_type: str, body: bytes):
    for method in ("POST", "GET"):
        status, page = respond(f"{content_type}; charset={charset}", body, method)

        assert status == "400 Bad Request"
        assert "This request is not valid" in page


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset*=nonsense''%75tf-8",
        "application/x-www-form-urlencoded; charset=utf8\x00",
    ],
    ids=["extended", "null"],
)
def test_a_damaged_content_type_is_a_bad_request(content_type: str):
    assert respond(content_type, b"a=b")[0] == "400 Bad Request"
