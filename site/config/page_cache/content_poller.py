"""A thread that polls for changes of the content, so that no request waits for the database.

It polls at most once in `poll_seconds`, and only while requests come. A request waits for a poll
only as long as a healthy database takes.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

logger = logging.getLogger(__name__)

# Seconds. A poll is late after that: pages are sent unconfirmed and no request waits for it.
POLL_TIMEOUT = 0.5
# Seconds. After that the database counts as unavailable.
UNAVAILABLE_AFTER = 3.0


class ContentState(NamedTuple):
    """The result of the last poll. Times are of `time.monotonic`."""

    content_version: int
    confirmed_at: float
    fresh_until: float
    # False from when a poll fails or is late until one succeeds.
    is_confirmed: bool
    # The database does not answer, so nothing can be rendered.
    is_unavailable: bool


class ContentPoller:
    """Polls `read_version`, which returns a number that changes with the content, or raises."""

    def __init__(self, read_version: Callable[[], int], poll_seconds: float) -> None:
        self._read_version = read_version
        self._poll_seconds = poll_seconds
        self._state = ContentState(-1, 0.0, 0.0, is_confirmed=True, is_unavailable=False)
        self._changed = threading.Condition()
        self._polling_since: float | None = None
        self._poll_requested = threading.Event()
        self._thread: threading.Thread | None = None

    def state(self) -> ContentState:
        """Return the current state, after a poll if the last one is too old."""
        state = self._state
        if time.monotonic() < state.fresh_until:
            return state
        return self._wait_for_newer(state)

    def _wait_for_newer(self, old: ContentState) -> ContentState:
        with self._changed:
            if self._state is old:
                self._request_poll()
                if old.is_confirmed:
                    self._changed.wait_for(lambda: self._state is not old, POLL_TIMEOUT)
                if self._state is old:
                    self._set(self._overdue(old))
            return self._state

    def _request_poll(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="page-cache", daemon=True)
            self._thread.start()
        if self._polling_since is None:
            self._polling_since = time.monotonic()
            self._poll_requested.set()

    def _overdue(self, old: ContentState) -> ContentState:
        """Return the state while a poll is late; the first request after a while polls again."""
        now = time.monotonic()
        waited = now - (self._polling_since or now)
        return old._replace(
            fresh_until=now + POLL_TIMEOUT,
            is_confirmed=False,
            is_unavailable=old.is_unavailable or waited > UNAVAILABLE_AFTER,
        )

    def _run(self) -> None:
        while self._poll_requested.wait():
            self._poll_requested.clear()
            state = self._poll()
            with self._changed:
                self._polling_since = None
                self._set(state)

    def _poll(self) -> ContentState:
        began = time.monotonic()
        try:
            content_version = self._read_version()
        except Exception as error:
            if not self._state.is_unavailable:
                # Logged once, and without the message, which may hold the database's address.
                logger.error("The database does not answer: %s", type(error).__name__)
            fresh_until = time.monotonic() + self._poll_seconds
            return self._state._replace(
                fresh_until=fresh_until, is_confirmed=False, is_unavailable=True
            )
        if self._state.is_unavailable:
            logger.warning("The database answers again.")
        return ContentState(
            content_version,
            confirmed_at=began,
            fresh_until=began + self._poll_seconds,
            is_confirmed=True,
            is_unavailable=False,
        )

    def _set(self, state: ContentState) -> None:
        self._state = state
        self._changed.notify_all()
