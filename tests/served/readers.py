"""Visitors: threads that read pages again and again, over connections they keep open."""

import contextlib
import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

EDITION = re.compile(rb"This is edition (\d+)\.")
# A reader who waits longer has met a failure.
READ_TIMEOUT = 10


@dataclass
class Tally:
    """What readers met."""

    answers: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def total(self) -> int:
        return self.answers.total()


class Readers:
    """They read for as long as the context lasts; `tally` says how they fared."""

    def __init__(
        self, urls: Sequence[str], paths: Sequence[str], *, number: int = 4, max_delay: float = 1.0
    ) -> None:
        """`within`: how many seconds after a publication an answer may still be begun with the
        edition before it."""
        self.hosts = [url.removeprefix("http://") for url in urls]
        self.paths = paths
        self.max_delay = max_delay
        self.tally = Tally()
        self._published: dict[str, list[tuple[float, int]]] = {path: [] for path in paths}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(number,)) for number in range(number)
        ]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def expect(self, path: str, edition: int) -> None:
        """From now on, give or take what is allowed."""
        self._published[path].append((time.monotonic(), edition))

    def wait(self, seconds: float) -> None:
        """Let them read."""
        time.sleep(seconds)

    @contextlib.contextmanager
    def assert_none_fail(self) -> Iterator["Readers"]:
        """They read for as long as this lasts, and none of them may meet a fault."""
        with self:
            yield self
        assert self.tally.total
        assert not self.tally.failures, self.tally.failures[:5]
        assert not self.tally.outdated, self.tally.outdated[:5]

    def _read(self, number: int) -> None:
        host = self.hosts[number % len(self.hosts)]
        connection = http.client.HTTPConnection(host, timeout=READ_TIMEOUT)
        turn = number
        while not self._stop.is_set():
            turn += 1
            path = self.paths[turn % len(self.paths)]
            begun = time.monotonic()
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                body = response.read()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                self._record(failure=f"{path}: {error!r} after {time.monotonic() - begun:.1f} s")
                continue
            seconds = time.monotonic() - begun
            if response.status != 200:
                self._record(failure=f"{path}: {response.status}")
                continue
            state = response.headers.get("X-Cache", "none")
            self._record(state, seconds, outdated=self._find_outdated(path, body, begun, state))
        connection.close()

    def _find_outdated(self, path: str, body: bytes, begun: float, state: str) -> str | None:
        due = [
            edition for since, edition in self._published[path] if since <= begun - self.max_delay
        ]
        found = EDITION.search(body)
        if not due or (found and int(found[1]) >= max(due)):
            return None
        late = begun - min(since for since, edition in self._published[path] if edition == max(due))
        shown = found[1].decode() if found else "none"
        return f"{path}: edition {shown}, {late:.2f} s after {max(due)} ({state})"

    def _record(
        self,
        state: str | None = None,
        seconds: float = 0.0,
        *,
        failure: str | None = None,
        outdated: str | None = None,
    ) -> None:
        with self._lock:
            if state:
                self.tally.answers[state] += 1
                self.tally.slowest = max(self.tally.slowest, seconds)
            if failure:
                self.tally.failures.append(failure)
            if outdated:
                self.tally.outdated.append(outdated)
