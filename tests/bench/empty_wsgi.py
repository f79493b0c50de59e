"""A WSGI application that only sends a file: the upper limit of the server that runs ours."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

# A compressed page.
BODY = Path(os.environ["BODY"]).read_bytes()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", str(len(BODY))),
]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", HEADERS)
    return [BODY]
