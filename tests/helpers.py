"""What several tests ask of a page."""

from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home import addresses, chrome, generation, likely_pages, public
from home.search import results, spelling


def forget_everything() -> None:
    """Empty what the process keeps, so that a test neither feels nor leaves a trace."""
    cache.clear()
    generation.forget()
    for module in (chrome, addresses, likely_pages, public, results, spelling):
        module.kept.forget()


def soup_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def cold_queries(client: Client, url: str) -> int:
    """Queries of one GET when the process has kept nothing of the site."""
    assert client.get(url).status_code == 200  # Django keeps content types for itself
    forget_everything()
    return _queries(client, url)


def queries(client: Client, url: str) -> int:
    """Queries of one GET of an uncached page in a process that knows menu, footer and settings."""
    with patch.object(generation, "POLL_SECONDS", 3600):
        client.get(url)  # the first visit of a new site makes its settings
        generation.forget()  # what has been set up counts as committed
        assert client.get(url).status_code == 200
        return _queries(client, url)


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
