"""Django's cache in files, for what can be made again."""

import logging
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)


class BestEffortFileCache(FileBasedCache):
    """A full or read-only disk costs the time to make things anew, and no answer."""

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(key, value, *args, **kwargs)
        except OSError as error:
            logger.error("Nothing can be kept: %s", error)
