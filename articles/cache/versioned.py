"""A per-process LRU cache that is emptied when public content changes.

`settings.CONTENT_VERSION` is the dotted path of a function that returns another number after each
change, or None while nothing may be cached. The caches know nothing else of the site.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache
from typing import Any
from weakref import WeakSet

from django.conf import settings
from django.utils.module_loading import import_string

from articles.utils.site_scope import get_scope_key

_caches: "WeakSet[VersionedLRUCache]" = WeakSet()


@cache
def _content_version_function() -> Callable[[], int | None]:
    return import_string(settings.CONTENT_VERSION)


def get_content_version() -> int | None:
    return _content_version_function()()


class VersionedLRUCache:
    """Values by key. The least recently used make room for others beyond `max_weight`.

    `weight` returns the weight of a value, by default 1. Values above the maximum are not cached.
    Where an install has several sites, each has values of its own, unless `per_site` is False.
    """

    def __init__(
        self,
        name: str,
        *,
        max_weight: int,
        weight: Callable[[Any], int] = lambda value: 1,
        per_site: bool = True,
    ) -> None:
        self.name, self.max_weight, self.weight = name, max_weight, weight
        self.per_site = per_site
        self._lock = threading.Lock()
        self._empty(-1)
        _caches.add(self)

    def get(self, key: Hashable, load: Callable[[], Any]) -> Any:
        """Return the cached value of a key, or the result of `load`, which is then cached."""
        version = get_content_version()
        if version is None:
            return load()
        if self.per_site:
            key = (get_scope_key(), key)
        with self._lock:
            if self._version != version:
                self._empty(version)
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = load()
        with self._lock:
            if self._version == version and key not in self._values:
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
            self._empty(-1)

    def _empty(self, version: int) -> None:
        self._version, self._weight = version, 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()


def all_caches() -> list[VersionedLRUCache]:
    return list(_caches)


def clear_all() -> None:
    """Empty every cache, for tests that roll the database back."""
    for each in all_caches():
        each.clear()
