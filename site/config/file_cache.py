"""Django's file cache for values that can be computed again."""

import logging
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)


class BestEffortFileCache(FileBasedCache):
    """A file cache that logs a full or read-only disk instead of failing the request."""

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, value, *args, **kwargs)
        except OSError as error:
            logger.error("The file cache cannot be written: %s", error)
