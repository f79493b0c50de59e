"""Kept pages within a budget of memory: the one not asked for longest makes room first."""

import threading
from collections import OrderedDict

from config.page_cache.cached_response import CachedResponse
from config.page_cache.request_key import CacheKey


class ResponseStore:
    """Pages by key. Its threads may use it at once."""

    # One answer may not drive out all others.
    MAX_SHARE = 0.1

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self._pages: OrderedDict[CacheKey, CachedResponse] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: CacheKey) -> CachedResponse | None:
        """Without a lock, for which the threads of a busy process would queue."""
        page = self._pages.get(key)
        if page is not None:
            try:
                self._pages.move_to_end(key)
            except KeyError:  # it has made room just now
                return page
        return page

    def put(self, key: CacheKey, page: CachedResponse) -> None:
        if page.size > self.max_bytes * self.MAX_SHARE:
            return
        with self._lock:
            replaced = self._pages.pop(key, None)
            self.size += page.size - (replaced.size if replaced else 0)
            self._pages[key] = page
            while self.size > self.max_bytes:
                _key, oldest = self._pages.popitem(last=False)
                self.size -= oldest.size
