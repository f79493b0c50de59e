"""Kept pages within a budget of memory: the one not asked for longest makes room first."""

import threading
from collections import OrderedDict

from config.page_cache.cached_response import KeptPage
from config.page_cache.request_key import Key


class Store:
    """Pages by key. Its threads may use it at once."""

    # One answer may not drive out all others.
    LARGEST_SHARE = 0.1

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.size = 0
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> KeptPage | None:
        """Without a lock, for which the threads of a busy process would queue."""
        page = self._pages.get(key)
        if page is not None:
            try:
                self._pages.move_to_end(key)
            except KeyError:  # it has made room just now
                return page
        return page

    def put(self, key: Key, page: KeptPage) -> None:
        if page.size > self.budget * self.LARGEST_SHARE:
            return
        with self._lock:
            replaced = self._pages.pop(key, None)
            self.size += page.size - (replaced.size if replaced else 0)
            self._pages[key] = page
            while self.size > self.budget:
                _key, oldest = self._pages.popitem(last=False)
                self.size -= oldest.size
