"""Waiting for asynchronous results."""

import time
from collections.abc import Callable
from typing import Any

DEFAULT_TIMEOUT = 20


def wait_until(condition: Callable[[], Any], limit: float = DEFAULT_TIMEOUT) -> Any:
    """Return the result of `condition` once it is true; fail after `limit` seconds."""
    deadline = time.monotonic() + limit
    while not (result := condition()):
        assert time.monotonic() < deadline, f"not within {limit} s"
        time.sleep(0.05)
    return result
