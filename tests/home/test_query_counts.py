"""The number of queries of an uncached page."""

import pytest

from tests.helpers import count_cold_queries, count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        *(("article", 8), ("category", 10), ("home", 10), ("standard", 9), ("person", 8)),
        *(("team", 7), ("services", 1), ("service", 10), ("conditions", 1), ("condition", 5)),
        *(("places", 3), ("place", 2)),
    ],
)
def test_maximum_queries_of_a_page(client, full_site, kind: str, most: int):
    assert count_queries(client, full_site[kind].url) <= most


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        ("article", 29),
        ("category", 24),
        ("home", 30),
        ("standard", 19),
        ("person", 28),
        ("team", 18),
        ("services", 22),
        ("service", 33),
        ("conditions", 19),
        ("condition", 37),
        ("places", 19),
        ("place", 18),
    ],
)
def test_maximum_queries_of_a_cold_process(client, full_site, kind: str, most: int):
    """With what the page itself asks. Site, tree, menu, settings, people, invitations, the order of
    lists: however large it is."""
    assert count_cold_queries(client, full_site[kind].url) <= most
