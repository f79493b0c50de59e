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


def no_content_version() -> int | None:
    return None


get_content_version: Callable[[], int | None] = no_content_version
_caches: "WeakSet[VersionedLRUCache]" = WeakSet()


class VersionedLRUCache:
    """Values by key, within a bound: what was not asked for longest makes room first.

    A value counts for as much as `weight` says. One that is heavier than all may be is not kept.
    """

    def __init__(self, max_weight: int, weight: Callable[[Any], int] = lambda value: 1) -> None:
        self.max_weight, self.weight = max_weight, weight
        self._lock = threading.Lock()
        self._version, self._weight = -1, 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        _caches.add(self)

    def get(self, key: Hashable, read: Callable[[], Any]) -> Any:
        """The value kept under a key, or what `read` returns, kept from now on."""
        number = get_content_version()
        if number is None:
            return read()
        with self._lock:
            if self._version != number:
                self._version, self._weight, self._values = number, 0, OrderedDict()
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = read()
        with self._lock:
            if self._version == number and key not in self._values:
                self._store(key, value)
        return value

    def _store(self, key: Hashable, value: Any) -> None:
        weight = self.weight(value)
        if weight > self.max_weight:
            return
        while self._weight + weight > self.max_weight:
            _key, oldest = self._values.popitem(last=False)
            self._weight -= self.weight(oldest)
        self._values[key] = value
        self._weight += weight

    def clear(self) -> None:
        with self._lock:
            self._version, self._weight, self._values = -1, 0, OrderedDict()


def clear_all() -> None:
    """Drop everything, for tests that roll the database back."""
    for kept in _caches:
        kept.clear()
