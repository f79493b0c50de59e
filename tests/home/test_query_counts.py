"""How often a page that is in no cache asks the database."""

import pytest

from tests.helpers import cold_queries, queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "most"),
    [("article", 12), ("category", 12), ("home", 15), ("standard", 9), ("person", 8), ("team", 7)],
)
def test_a_page_asks_no_more_than(client, standing_site, kind: str, most: int):
    assert queries(client, standing_site[kind].url) <= most


@pytest.mark.parametrize("kind", ["article", "category", "home", "standard", "person", "team"])
def test_menu_footer_and_settings_cost_a_new_process_few_queries_once(
    client, standing_site, kind: str
):
    url = standing_site[kind].url

    assert cold_queries(client, url) - queries(client, url) <= 10
