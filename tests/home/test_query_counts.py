"""The number of queries of an uncached page."""

import pytest

from tests.helpers import count_cold_queries, count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        *(("article", 8), ("category", 10), ("home", 10), ("standard", 9), ("person", 8)),
        *(("team", 7), ("services", 1), ("service", 7), ("conditions", 1), ("condition", 5)),
        *(("places", 9), ("place", 10)),
    ],
)
def test_maximum_queries_of_a_page(client, full_site, kind: str, most: int):
    assert count_queries(client, full_site[kind].url) <= most


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("article", 27),
        ("category", 22),
        ("home", 23),
        ("standard", 17),
        ("person", 25),
        ("team", 16),
        ("services", 19),
        ("service", 27),
        ("conditions", 16),
        ("condition", 34),
        ("places", 18),
        ("place", 20),
    ],
)
def test_maximum_queries_of_a_cold_process(client, full_site, kind: str, most: int):
    """With what the page itself asks. Site, tree, menu, settings, people, invitations, the order of
    lists: however large it is."""
    assert count_cold_queries(client, full_site[kind].url) <= most
