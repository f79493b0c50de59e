"""What a process keeps of the database until public content changes.

Articles do not know the site they are part of. Whoever knows when its content changes sets
`generation` to what returns another number then, or None while nothing may be kept; until that is
done nothing is.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any
from weakref import WeakSet


def nothing_is_kept() -> int | None:
    return None


generation: Callable[[], int | None] = nothing_is_kept
_all: "WeakSet[Kept]" = WeakSet()


class Kept:
    """Values by key, within a bound: what was not asked for longest makes room first.

    A value counts for as much as `weigh` says. One that is heavier than all may be is not kept.
    """

    def __init__(self, most: int, weigh: Callable[[Any], int] = lambda value: 1) -> None:
        self.most, self.weigh = most, weigh
        self._lock = threading.Lock()
        self._number, self._weight = -1, 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        _all.add(self)

    def get(self, key: Hashable, read: Callable[[], Any]) -> Any:
        """The value kept under a key, or what `read` returns, kept from now on."""
        number = generation()
        if number is None:
            return read()
        with self._lock:
            if self._number != number:
                self._number, self._weight, self._values = number, 0, OrderedDict()
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = read()
        with self._lock:
            if self._number == number and key not in self._values:
                self._keep(key, value)
        return value

    def _keep(self, key: Hashable, value: Any) -> None:
        weight = self.weigh(value)
        if weight > self.most:
            return
        while self._weight + weight > self.most:
            _key, oldest = self._values.popitem(last=False)
            self._weight -= self.weigh(oldest)
        self._values[key] = value
        self._weight += weight

    def forget(self) -> None:
        with self._lock:
            self._number, self._weight, self._values = -1, 0, OrderedDict()


def forget_all() -> None:
    """Drop everything, for tests that roll the database back."""
    for kept in _all:
        kept.forget()
