"""An LRU store of cached responses within a budget of memory."""

import threading
from collections import OrderedDict
from contextlib import suppress

from config.page_cache.cached_response import CachedResponse
from config.page_cache.request_key import CacheKey


class ResponseStore:
    """Responses by key, safe to use from several threads.

    Outdated responses stay until they are replaced: they are sent while Django cannot render.
    """

    # So that no single response drives out all others.
    MAX_SHARE = 0.1

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self._pages: OrderedDict[CacheKey, CachedResponse] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: CacheKey) -> CachedResponse | None:
        """Return a response. Takes no lock, for which busy threads would queue."""
        page = self._pages.get(key)
        if page is not None:
            with suppress(KeyError):  # removed by another thread a moment ago
                self._pages.move_to_end(key)
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
