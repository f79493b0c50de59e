"""Whether what is kept still shows the present content, without a request waiting for a database.

A thread of its own looks at most once a second, and only while requests come. A request waits for
it only as long as a database in good health takes.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

logger = logging.getLogger(__name__)

# From the beginning of one look to the next: how long a page may be served after a change.
SECONDS_GOOD = 1.0
# After that a look is late: pages go out unconfirmed, and no request waits for it any more.
PATIENCE = 0.5
# And after that the database counts as gone.
SECONDS_TO_GIVE_UP = 3.0


class State(NamedTuple):
    """What the last look found. Times are of `time.monotonic`."""

    epoch: int
    confirmed: float
    good_until: float
    is_confirmed: bool
    """False from when a look fails or is late until one succeeds."""
    is_gone: bool
    """The database does not answer: nothing can be rendered."""


class Watch:
    """Keeps the state; `look` returns a number that changes with the content, or raises."""

    def __init__(self, look: Callable[[], int]) -> None:
        self._look = look
        self._state = State(-1, 0.0, 0.0, is_confirmed=True, is_gone=False)
        self._changed = threading.Condition()
        self._looking_since: float | None = None
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    def state(self) -> State:
        """What is known now, after a look if the last one is too old."""
        state = self._state
        if time.monotonic() < state.good_until:
            return state
        return self._newer_than(state)

    def _newer_than(self, old: State) -> State:
        with self._changed:
            if self._state is old:
                self._want()
                if old.is_confirmed:
                    self._changed.wait_for(lambda: self._state is not old, PATIENCE)
                if self._state is old:
                    self._set(self._late(old))
            return self._state

    def _want(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="page-cache", daemon=True)
            self._thread.start()
        if self._looking_since is None:
            self._looking_since = time.monotonic()
            self._wanted.set()

    def _late(self, old: State) -> State:
        """No answer in time; asked for again by the first request after a while."""
        now = time.monotonic()
        waited = now - (self._looking_since or now)
        return old._replace(
            good_until=now + PATIENCE,
            is_confirmed=False,
            is_gone=old.is_gone or waited > SECONDS_TO_GIVE_UP,
        )

    def _run(self) -> None:
        while self._wanted.wait():
            self._wanted.clear()
            self._look_once()

    def _look_once(self) -> None:
        began = time.monotonic()
        try:
            epoch = self._look()
        except Exception as error:
            if not self._state.is_gone:
                # Said once, and without what an address of a database may hold.
                logger.error("The database does not answer: %s", type(error).__name__)
            good_until = time.monotonic() + SECONDS_GOOD
            found = self._state._replace(good_until=good_until, is_confirmed=False, is_gone=True)
        else:
            if self._state.is_gone:
                logger.warning("The database answers again.")
            good_until = began + SECONDS_GOOD
            found = State(epoch, began, good_until, is_confirmed=True, is_gone=False)
        with self._changed:
            self._looking_since = None
            self._set(found)

    def _set(self, state: State) -> None:
        self._state = state
        self._changed.notify_all()
