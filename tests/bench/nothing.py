"""A WSGI application that does nothing: the limit of the server that runs ours."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

# A page as it was sent, compressed.
BODY = Path(os.environ["BODY"]).read_bytes()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", str(len(BODY))),
]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return [BODY]
