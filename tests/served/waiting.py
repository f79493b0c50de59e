"""Waiting for what comes about by itself."""

import time
from collections.abc import Callable
from typing import Any

LIMIT = 20


def until(happens: Callable[[], Any], limit: float = LIMIT) -> Any:
    """What `happens` returns, as soon as that is true; the test fails if it never is."""
    deadline = time.monotonic() + limit
    while not (result := happens()):
        assert time.monotonic() < deadline, f"not within {limit} s"
        time.sleep(0.05)
    return result
