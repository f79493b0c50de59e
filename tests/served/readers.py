"""Threads that request pages repeatedly, over persistent connections."""

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
# Seconds; a longer wait counts as a failure.
READ_TIMEOUT = 10


@dataclass
class Tally:
    """The responses that readers got, by their X-Cache header, and all problems."""

    states: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def total(self) -> int:
        return self.states.total()


class Readers:
    """Threads that read within the context, and count results in `tally`."""

    def __init__(
        self,
        urls: Sequence[str],
        paths: Sequence[str],
        *,
        number: int = 4,
        max_delay: float = 1.0,
        timeout: float = READ_TIMEOUT,
    ) -> None:
        """Allow the previous edition until `max_delay` seconds after a publication."""
        self.timeout = timeout
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
        """Expect this edition from now on, after the allowed delay."""
        self._published[path].append((time.monotonic(), edition))

    def wait(self, seconds: float) -> None:
        """Continue to read for this time."""
        time.sleep(seconds)

    @contextlib.contextmanager
    def assert_none_fail(self) -> Iterator["Readers"]:
        """Read within the context, and fail on any error or outdated page."""
        with self:
            yield self
        assert self.tally.total
        assert not self.tally.failures, self.tally.failures[:5]
        assert not self.tally.outdated, self.tally.outdated[:5]

    def _read(self, number: int) -> None:
        host = self.hosts[number % len(self.hosts)]
        connection = http.client.HTTPConnection(host, timeout=self.timeout)
        turn = number
        while not self._stop.is_set():
            turn += 1
            path = self.paths[turn % len(self.paths)]
            started = time.monotonic()
            try:
                connection.request("GET", path)
                response = connection.getresponse()
                body = response.read()
            except (OSError, http.client.HTTPException) as error:
                connection.close()
                self._record(failure=f"{path}: {error!r} after {time.monotonic() - started:.1f} s")
                continue
            seconds = time.monotonic() - started
            if response.status != 200:
                self._record(failure=f"{path}: {response.status}")
                continue
            state = response.headers.get("X-Cache", "none")
            self._record(state, seconds, outdated=self._find_outdated(path, body, started, state))
        connection.close()

    def _find_outdated(self, path: str, body: bytes, started: float, state: str) -> str | None:
        due = [
            edition for since, edition in self._published[path] if since <= started - self.max_delay
        ]
        match = EDITION.search(body)
        if not due or (match and int(match[1]) >= max(due)):
            return None
        late = started - min(
            since for since, edition in self._published[path] if edition == max(due)
        )
        edition = match[1].decode() if match else "none"
        return f"{path}: edition {edition}, {late:.2f} s after {max(due)} ({state})"

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
                self.tally.states[state] += 1
                self.tally.slowest = max(self.tally.slowest, seconds)
            if failure:
                self.tally.failures.append(failure)
            if outdated:
                self.tally.outdated.append(outdated)
