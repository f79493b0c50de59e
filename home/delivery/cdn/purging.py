"""Purges addresses from the caches in front of the site, soon after they have changed.

Not at once: each process goes on with the former page until it has looked for changes, and a cache
that came back to one of them right after the purge would be given the former page and keep it. So
a purge waits until every process has looked. With a task backend that can wait (the worker of a
database) it is such a task; else a thread waits, so that no editor has to, and what changes within
a moment is purged together.

A cache that cannot be reached disturbs nobody: it is tried again a few times.
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

# Until every process has looked, and has answered what it was asked before.
PURGE_DELAY_SECONDS = POLL_SECONDS + 1.0
BATCH_SECONDS = 0.5
RETRY_DELAYS = (5, 30, 120)
# Beyond that the caches would be kept busy longer than it takes a page to expire.
MAX_PURGED_URLS = 2_000

_lock = threading.Lock()
_pending_urls: dict[str, None] = {}


def schedule_purge(urls: Iterable[str]) -> None:
    """Have these addresses purged once nobody is given their former content any more."""
    found = dict.fromkeys(urls)
    if purge.get_backend().supports_defer:
        _purge_from_each_cache(found)
        return
    with _lock:
        if found and not _pending_urls:
            # Not a daemon: a command that has changed something ends when that is purged.
            threading.Timer(BATCH_SECONDS, _purge_pending).start()
        _pending_urls.update(found)


def _purge_pending() -> None:
    with _lock:
        urls = dict(_pending_urls)
        _pending_urls.clear()
    _purge_from_each_cache(urls)


def _purge_from_each_cache(urls: dict[str, None]) -> None:
    if len(urls) > MAX_PURGED_URLS:
        logger.warning("%d addresses changed; %d of them are purged", len(urls), MAX_PURGED_URLS)
    for cache in settings.WAGTAILFRONTENDCACHE:
        _enqueue_purge(PURGE_DELAY_SECONDS, list(urls)[:MAX_PURGED_URLS], cache)


def _enqueue_purge(seconds: float, urls: list[str], cache: str, failures: int = 0) -> None:
    if purge.get_backend().supports_defer:
        when = timezone.now() + timedelta(seconds=seconds)
        purge.using(run_after=when).enqueue(urls, cache, failures)
    else:
        timer = threading.Timer(seconds, purge.enqueue, (urls, cache, failures))
        # Nothing waits for another try: without one the addresses expire.
        timer.daemon = failures > 0
        timer.start()


@task()
def purge(urls: list[str], cache: str, failures: int) -> None:
    """Purge them from one cache, of which so many tries have failed."""
    try:
        purge_urls_from_cache_task.call(urls, backends=[cache])
    except Exception as error:
        # Whatever a library of another company may raise. What it says may hold a token.
        reason = type(error).__name__
        if failures == len(RETRY_DELAYS):
            logger.error("%d addresses could not be purged from %s: %s", len(urls), cache, reason)
            return
        logger.warning("Purging from %s failed and is tried again: %s", cache, reason)
        _enqueue_purge(RETRY_DELAYS[failures], urls, cache, failures + 1)
