"""Purge URLs from the caches in front of the site, soon after they have changed.

A purge waits until every process has polled the content version: until then a process may still
send the former page, and the cache would store it again. With a task backend that supports delays
(the database worker) it is a delayed task. Otherwise a timer thread waits and purges all changes of
a moment together, so that purging never blocks the editor.

A purge that fails is repeated a few times.
"""

import logging
import threading
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task

from home.delivery.content_version import POLL_SECONDS

logger = logging.getLogger(__name__)

# Until every process has polled, and has answered its earlier requests.
PURGE_DELAY_SECONDS = POLL_SECONDS + 1.0
BATCH_SECONDS = 0.5
RETRY_DELAYS = (5, 30, 120)
# More would keep the caches busy for longer than a page takes to expire.
MAX_PURGED_URLS = 2_000

_lock = threading.Lock()
_pending_urls: dict[str, None] = {}


def schedule_purge(urls: Iterable[str]) -> None:
    """Purge URLs once no process sends their former content any more."""
    unique_urls = dict.fromkeys(urls)
    if purge.get_backend().supports_defer:
        _purge_from_each_cache(unique_urls)
        return
    with _lock:
        if unique_urls and not _pending_urls:
            # Not a daemon, so that a command ends after its changes are purged.
            threading.Timer(BATCH_SECONDS, _purge_pending).start()
        _pending_urls.update(unique_urls)


def _purge_pending() -> None:
    with _lock:
        urls = dict(_pending_urls)
        _pending_urls.clear()
    _purge_from_each_cache(urls)


def _purge_from_each_cache(urls: dict[str, None]) -> None:
    if len(urls) > MAX_PURGED_URLS:
        logger.warning(
            "%d URLs have changed; only %d of them are purged", len(urls), MAX_PURGED_URLS
        )
    for cache in settings.WAGTAILFRONTENDCACHE:
        _enqueue_purge(PURGE_DELAY_SECONDS, list(urls)[:MAX_PURGED_URLS], cache)


def _enqueue_purge(seconds: float, urls: list[str], cache: str, failures: int = 0) -> None:
    if purge.get_backend().supports_defer:
        when = timezone.now() + timedelta(seconds=seconds)
        purge.using(run_after=when).enqueue(urls, cache, failures)
    else:
        timer = threading.Timer(seconds, purge.enqueue, (urls, cache, failures))
        # Commands do not wait for a retry: without it the URLs expire.
        timer.daemon = failures > 0
        timer.start()


@task()
def purge(urls: list[str], cache: str, failures: int) -> None:
    """Purge URLs from one cache, after this number of failures."""
    try:
        purge_urls_from_cache_task.call(urls, backends=[cache])
    except Exception as error:
        # The libraries of CDNs raise anything, and their messages may hold a token.
        reason = type(error).__name__
        if failures == len(RETRY_DELAYS):
            logger.error("%d URLs could not be purged from %s: %s", len(urls), cache, reason)
            return
        logger.warning("Purging from %s failed and will be repeated: %s", cache, reason)
        _enqueue_purge(RETRY_DELAYS[failures], urls, cache, failures + 1)
