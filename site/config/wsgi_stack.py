"""The WSGI layers in front of Django: failed forms, the page cache and static files."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.template.loader import render_to_string
from django.urls import reverse
from whitenoise import WhiteNoise

from config.bounded_connection import bound_requests, renew_pools, response_timeout
from config.databases import POSTGRESQL_POOL
from config.errors import RETRY_AFTER
from config.failed_posts import FailedPosts
from config.health import with_health_checks
from config.page_cache.cache import PageCache
from config.page_cache.content_poller import UNAVAILABLE_AFTER
from config.page_cache.limits import RequestLimits
from home.background import background
from home.delivery import content_version
from home.delivery.cache_headers import TRUE_UNTIL, VARIES_ON_QUERY

Application = Callable[..., Iterable[bytes]]

# Of each worker. The server has threads for these and some more, which send cached pages: see
# `--blocking-threads` in site/tools/demo.py and site/deploy. Idle threads end.
MAX_REQUESTS = 28
# In Django. More would only wait for each other, because one thread at a time runs Python.
MAX_RENDERERS = 4
# In Django, with those that wait for something else. Each may need a connection of the pool; the
# poller needs another, and the thread that stores enquiries up to three.
MAX_IN_DJANGO = POSTGRESQL_POOL["max_size"] - 4
# Uploads and drawings.
MAX_FILES = 4


def wrap_application(application: Application) -> Application:
    """Return the application with the layers of this module.

    The settings decide about static files and the page cache.
    """
    bound_requests(settings.DATABASES)
    if Path(settings.STATIC_ROOT, "staticfiles.json").exists() and not settings.DEBUG:
        application = with_static_files(application)
    if not settings.PAGE_CACHE_BYTES:
        return with_health_checks(
            with_failed_posts(application), lambda: read_content_version() is not None
        )
    cache = with_page_cache(application)
    return with_health_checks(
        with_failed_posts(cache, cache.step_aside),
        lambda: cache.content_poller.state().is_confirmed,
    )


def with_failed_posts(
    application: Application, step_aside: Callable[[], None] = lambda: None
) -> Application:
    """Lose no form that fails, and store enquiries that were kept on disk."""
    background.start()
    return FailedPosts(
        application, ignored_prefixes=(reverse("wagtailadmin_home"),), step_aside=step_aside
    )


def with_static_files(application: Application) -> Application:
    """Serve collected files, which are compressed and never change under their hashed names."""
    return WhiteNoise(
        application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        immutable_file_test=r"\.[0-9a-f]{12}\.",
        add_headers_function=add_nosniff_header,
    )


def add_nosniff_header(headers: Any, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"


def with_page_cache(application: Application) -> PageCache:
    return PageCache(
        application,
        read_content_version,
        poll_seconds=content_version.POLL_SECONDS,
        max_bytes=settings.PAGE_CACHE_BYTES,
        stale_seconds=settings.STALE_SECONDS,
        retry_after=RETRY_AFTER,
        unavailable_page=render_to_string("503.html").encode(),
        static_prefix=settings.STATIC_URL,
        file_prefixes=(settings.MEDIA_URL, *file_prefixes()),
        varies_on_query=VARIES_ON_QUERY,
        true_until=TRUE_UNTIL,
        limits=RequestLimits(
            MAX_REQUESTS,
            max_renderers=MAX_RENDERERS,
            max_in_django=MAX_IN_DJANGO,
            max_files=MAX_FILES,
        ),
        use_leader=settings.PAGE_CACHE_LEADER,
    )


def file_prefixes() -> list[str]:
    """Return the paths of drawings and looks, which depend on nothing but their address."""
    addresses = (
        reverse("articles:plate", args=["1", "name"]),
        reverse("look", args=["1" * 16]),
    )
    return [address.partition("1")[0] for address in addresses]


def read_content_version() -> int:
    """Read the content version from the database, in a thread that serves no request.

    After a failure, the next call uses a new connection, and so do requests: the other connections
    of the pool lead to the same server.
    """
    try:
        with response_timeout(UNAVAILABLE_AFTER):
            return content_version.refresh()
    except OperationalError:
        renew_pools()
        raise
    finally:
        close_old_connections()
