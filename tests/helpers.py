"""Helpers for tests of pages, queries and caches."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.cache import versioned
from home.delivery import content_version
from home.models import Generation
from home.templatetags.fragment_tags import fragment_cache


def clear_all_caches() -> None:
    """Clear all caches of the process, so that tests do not affect each other."""
    cache.clear()
    content_version.reset()
    versioned.clear_all()


@contextmanager
def undone() -> Iterator[None]:
    """Take back at the end of the context what was done in it. The site's caches stay filled.

    They keep nothing while a transaction has changes, so all they have is from before. Without
    this they would stay unused until the end of the test, which is one transaction.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    if content_version.current() is None:
        content_version._thread.uncommitted = False
        cache.clear()  # Wagtail keeps the addresses of sites there


@contextmanager
def assert_content_version_bumped() -> Iterator[None]:
    """Fail unless the body of the context announces a change of public content."""
    connection.run_on_commit.clear()  # the setup counts as committed
    before = Generation.objects.count()
    yield
    assert Generation.objects.count() > before


def parse_response(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def count_cold_queries(client: Client, url: str) -> int:
    """Count the queries of one GET in a process with empty caches."""
    assert client.get(url).status_code == 200  # fills Django's cache of content types
    clear_all_caches()
    return _count_queries(client, url)


def count_queries(client: Client, url: str) -> int:
    """Count the queries of one GET of an uncached page, with objects that pages share cached."""
    with patch.object(content_version, "POLL_SECONDS", 3600):
        client.get(url)  # the first visit of a new site creates its settings
        content_version.reset()  # the setup counts as committed
        assert client.get(url).status_code == 200
        fragment_cache.clear()  # but not this page's fragments
        return _count_queries(client, url)


def _count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
