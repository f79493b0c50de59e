"""Run a function in a thread of its own, and wait for it only so long.

A query to a database that has stopped answering never ends: nothing on this side interrupts it.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")

# Seconds. Where functions return as they should, a place is free by then.
PLACE_TIMEOUT = 1.0


class DeadlineError(Exception):
    """The function has not returned in time, or too many have not yet. The thread goes on."""


class DeadlineRunner(Generic[Result]):
    """Runs functions, at most `max_threads` at a time, each for `seconds` as far as anyone waits.

    What a function raises is raised here. After the deadline its result is dropped.
    """

    def __init__(self, name: str, *, seconds: float, max_threads: int) -> None:
        self.name = name
        self.seconds = seconds
        self._places = threading.BoundedSemaphore(max_threads)

    def run(self, function: Callable[[], Result]) -> Result:
        if not self._places.acquire(timeout=min(PLACE_TIMEOUT, self.seconds)):
            raise DeadlineError
        results: list[Result] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                results.append(function())
            except BaseException as error:
                errors.append(error)
            finally:
                self._places.release()

        thread = threading.Thread(target=work, name=self.name, daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the system has no thread left
            self._places.release()
            raise
        thread.join(self.seconds)
        if errors:
            raise errors[0]
        if not results:
            raise DeadlineError
        return results[0]
