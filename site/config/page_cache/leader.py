"""The one thread that answers from what is kept, while the others stand by.

A process runs Python in one thread at a time. Where several answer kept pages, nearly every answer
ends with one thread waking another, which costs more than the answer. So one leads as long as it
has nothing else to do, and when it goes where it may have to wait, another leads on (known as
leader and followers).
"""

import threading
import time
from collections.abc import Iterable, Iterator

# A leader that was not seen for so long has no requests, or has ended.
LEADER_TIMEOUT = 0.01
# Nobody stands by for longer, so that nothing depends on being called.
STANDBY_TIMEOUT = 0.1


class Leader:
    """Which thread leads. Being wrong about it for a moment costs speed and nothing else."""

    def __init__(self) -> None:
        self._thread: int | None = None
        self._seen = 0.0
        self._gone = threading.Condition()

    def try_to_lead(self) -> bool:
        """Whether this thread leads, as it does from now on if no other was seen lately."""
        me = threading.get_ident()
        now = time.monotonic()
        if self._thread not in (me, None) and now - self._seen < LEADER_TIMEOUT:
            return False
        self._thread = me
        self._seen = now
        return True

    def step_aside(self) -> None:
        """This thread may have to wait: if it leads, one that stands by takes its place."""
        if self._thread == threading.get_ident():
            with self._gone:
                self._thread = None
                self._gone.notify()

    def stand_by(self) -> None:
        """Until the leader steps aside, but not for long."""
        with self._gone:
            if self._thread is not None:
                self._gone.wait(STANDBY_TIMEOUT)


class StandByResponse:
    """The answer of a thread that stands by after it.

    A server calls `close` when it has handed the whole answer over, and only its thread waits then:
    the reader knows from Content-Length that nothing follows.
    """

    __slots__ = ("_answer", "_leader")

    def __init__(self, answer: Iterable[bytes], leader: Leader) -> None:
        self._answer = answer
        self._leader = leader

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        self._leader.stand_by()
