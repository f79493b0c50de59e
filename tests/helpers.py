"""What several tests ask of a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.cache import versioned
from home.delivery import content_version
from home.models import Generation
from home.templatetags.fragment_tags import fragment_cache


def clear_all_caches() -> None:
    """Empty what the process keeps, so that a test neither feels nor leaves a trace."""
    cache.clear()
    content_version.reset()
    versioned.clear_all()


@contextmanager
def assert_content_version_bumped() -> Iterator[None]:
    """Fails unless what is done inside tells all processes that public content has changed."""
    connection.run_on_commit.clear()  # what was set up counts as committed
    before = Generation.objects.count()
    yield
    assert Generation.objects.count() > before


def parse_response(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def count_cold_queries(client: Client, url: str) -> int:
    """Queries of one GET when the process has kept nothing of the site."""
    assert client.get(url).status_code == 200  # Django keeps content types for itself
    clear_all_caches()
    return _count_queries(client, url)


def count_queries(client: Client, url: str) -> int:
    """Queries of one GET of an uncached page in a process that knows what pages share."""
    with patch.object(content_version, "POLL_SECONDS", 3600):
        client.get(url)  # the first visit of a new site makes its settings
        content_version.reset()  # what has been set up counts as committed
        assert client.get(url).status_code == 200
        fragment_cache.clear()  # and has not rendered this one
        return _count_queries(client, url)


def _count_queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
