"""Bounds on the requests that the cache does not answer, so that it always has a free thread.

A request has a place from its beginning until its response is sent. There are fewer places than
threads, and a request that finds none free is refused at once. Of those with a place, a few are in
Django at a time, and the others wait for a short time.
"""

import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator

# Seconds. A request that is in Django for longer waits for something: a lock, or another server. It
# counts less then, so that others are not refused because of it.
SLOW_AFTER = 3.0

_thread = threading.local()


class RequestLimits:
    """Counts requests.

    - `max_requests` have a place: fewer than the server has threads.
    - `max_renderers` are in Django. One of these is a page that anyone may read, so that pages are
      rendered again after a change however many forms and searches there are.
    - `max_in_django` includes those that are slow: fewer than there are database connections.
    - `max_files` send a drawing or an upload.
    """

    def __init__(
        self, max_requests: int, *, max_renderers: int, max_in_django: int, max_files: int
    ) -> None:
        self.max_renderers = max_renderers
        self.max_in_django = max_in_django
        self._places = threading.BoundedSemaphore(max_requests)
        self._files = threading.BoundedSemaphore(max_files)
        self._slots: set[DjangoSlot] = set()
        self._changed = threading.Condition()

    def take_place(self) -> bool:
        """Return False at once if there is none."""
        return self._places.acquire(blocking=False)

    def leave_place(self) -> None:
        self._places.release()

    def leave_place_after(self, body: Iterable[bytes]) -> Iterable[bytes]:
        """Return the body of a response. The place is free once it has been sent."""
        if isinstance(body, list):  # the server takes it as it is
            self.leave_place()
            return body
        return CountedBody(body, self.leave_place)

    def enter_files(self, timeout: float) -> bool:
        return self._files.acquire(timeout=timeout)

    def leave_files(self) -> None:
        self._files.release()

    def enter_django(self, *, is_page: bool, timeout: float) -> "DjangoSlot | None":
        """Wait for a slot; return None if there is none in time."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while (seconds := self._seconds_until_free(is_page)) > 0:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    return None
                self._changed.wait(min(seconds, remaining))
            slot = DjangoSlot(self, is_page=is_page)
            self._slots.add(slot)
        _thread.slot = slot
        return slot

    def _seconds_until_free(self, is_page: bool) -> float:
        """Return 0 if there is a slot, else the time until one of the requests counts as slow."""
        now = time.monotonic()
        counted = [slot for slot in self._slots if slot.entered_at + SLOW_AFTER > now]
        others = [slot for slot in counted if not slot.is_page]
        is_full = len(counted) >= self.max_renderers or (
            not is_page and len(others) >= max(1, self.max_renderers - 1)
        )
        if len(self._slots) >= self.max_in_django:
            return math.inf
        if not is_full:
            return 0
        return min(slot.entered_at for slot in counted) + SLOW_AFTER - now

    def leave_django(self, slot: "DjangoSlot") -> None:
        with self._changed:
            self._slots.discard(slot)
            self._changed.notify_all()


class DjangoSlot:
    """The right of a thread to be in Django. It can be given back early."""

    def __init__(self, limits: RequestLimits, *, is_page: bool) -> None:
        self.is_page = is_page
        self.entered_at = time.monotonic()
        self._limits = limits

    def release(self) -> None:
        _thread.slot = None
        self._limits.leave_django(self)


def leave_django_early() -> bool:
    """Let another request into Django while this thread waits for something else.

    Return False if this thread has no slot: it serves no request, or has left before.
    """
    slot: DjangoSlot | None = getattr(_thread, "slot", None)
    if slot is None:
        return False
    slot.release()
    return True


class CountedBody:
    """A response body that calls `done` once, when it is closed or dropped."""

    def __init__(self, body: Iterable[bytes], done: Callable[[], None]) -> None:
        self._body = body
        self._done: Callable[[], None] | None = done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._finish()

    def _finish(self) -> None:
        done, self._done = self._done, None
        if done:
            done()

    # A server may drop the body of a request whose client has gone.
    __del__ = _finish
