"""Waiting for what comes about by itself."""

import time
from collections.abc import Callable
from typing import Any

DEFAULT_TIMEOUT = 20


def wait_until(condition: Callable[[], Any], limit: float = DEFAULT_TIMEOUT) -> Any:
    """What `condition` returns, as soon as that is true; the test fails if it never is."""
    deadline = time.monotonic() + limit
    while not (result := condition()):
        assert time.monotonic() < deadline, f"not within {limit} s"
        time.sleep(0.05)
    return result
