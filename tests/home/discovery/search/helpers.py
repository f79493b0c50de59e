"""Helpers for tests of the search."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from tests.helpers import parse_response


def get_search_page(client: Client, query: str, **more: Any) -> BeautifulSoup:
    return parse_response(client.get("/search/", {"q": query, **more}))


def result_titles(client: Client, query: str, **more: Any) -> list[str]:
    """Titles of what was found, in order."""
    found = get_search_page(client, query, **more).select(".results h2 a")
    return [link.get_text() for link in found]


def suggested_titles(client: Client, query: str) -> list[str]:
    found = client.get("/search/suggest/", {"q": query}).json()["suggestions"]
    return [suggestion["title"] for suggestion in found]
