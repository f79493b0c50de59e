"""Services, conditions and places are found by what they say, and offered instead of nothing."""

import pytest

from home.models import HomePage
from tests.factories import (
    condition,
    conditions,
    home_page,
    person,
    place,
    places,
    prose,
    service,
    services,
    standard_page,
    update_page,
)
from tests.helpers import count_queries
from tests.home.discovery.search.helpers import get_search_page, result_titles, suggested_titles
from tests.home.full_site import full_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    """A clinic with one page of each kind."""
    home = home_page()
    offered = services(home, "What we offer")
    treated = conditions(home, "What we treat")
    fibro = condition(treated, "Fibromyalgia", also_called="FMS", summary="Aching all over.")
    prices = ({"name": "First talk", "amount": "220", "is_from": True, "minutes": 45},)
    service(
        offered,
        "Pain clinic",
        summary="Marigold plans.",
        insurers="Four do",
        prices=prices,
        treats=(fibro,),
        referral="not needed",
    )
    full_place(places(home, "Where we are"))
    person(home, "Ada Byron")
    standard_page(home, "Prices")
    return home


@pytest.mark.parametrize(
    ("query", "found"),
    [
        *(("marigold", "Pain clinic"), ("insurance", "Pain clinic"), ("referred", "Pain clinic")),
        *(("first talk", "Pain clinic"), ("fms", "Fibromyalgia"), ("aching", "Fibromyalgia")),
        *(("opening hours", "Orchard Row"), ("BS1 6QX", "Orchard Row"), ("find us", "Orchard Row")),
        *(("boxing day", "Orchard Row"), ("0117 496 0182", "Orchard Row")),
    ],
)
def test_facts_find_their_page(client, home: HomePage, query: str, found: str):
    assert result_titles(client, query)[:1] == [found]


def test_a_price_finds_services_after_the_page_of_prices(client, home: HomePage):
    assert result_titles(client, "cost") == ["Prices", "Pain clinic"]


def test_each_kind_has_a_tab_with_its_number(client, home: HomePage):
    for query, tab in (
        ("pain clinic", "Services (1)"),
        ("fibromyalgia", "Conditions (1)"),
        ("orchard", "Places (1)"),
        ("ada", "People (1)"),
    ):
        tabs = [link.get_text() for link in get_search_page(client, query).select(".search-tabs a")]
        assert tab in tabs, query
        assert not any("(0)" in each for each in tabs)
    assert result_titles(client, "clinic", type="services") == ["Pain clinic"]
    assert result_titles(client, "fibro", type="conditions") == ["Fibromyalgia"]
    assert result_titles(client, "bristol", type="places") == ["Orchard Row"]


def test_results_show_price_and_address(client, home: HomePage):
    row = get_search_page(client, "pain clinic").select_one(".results .row")
    assert row.select_one(".tag").get_text(strip=True) == "Service"
    facts = [fact.get_text() for fact in row.select(".result-facts span")]
    assert facts == ["from 220", "45 minutes", "Referral: not needed"]

    row = get_search_page(client, "orchard").select_one(".results .row")
    assert row.select_one(".tag").get_text(strip=True) == "Place"
    assert "14 Orchard Row, Bristol BS1 6QX" in row.select_one(".result-facts").get_text()


def test_a_condition_finds_the_services_that_treat_it(client, home: HomePage):
    assert result_titles(client, "fibromyalgia") == ["Fibromyalgia", "Pain clinic"]
    assert result_titles(client, "ache") == ["Fibromyalgia"]

    treated = home.get_descendants().get(title="Fibromyalgia").specific
    treated.title = "Marigold ache"
    treated.save_revision().publish()

    assert result_titles(client, "ache") == ["Marigold ache", "Pain clinic"]


def test_a_changed_price_is_found_at_once(client, home: HomePage):
    page = home.get_descendants().get(title="Pain clinic").specific
    page.prices.set([page.prices.model(name="Tulip hour")])
    page.save_revision().publish()

    assert result_titles(client, "tulip") == ["Pain clinic"]
    assert result_titles(client, "first talk") == []


def test_suggestions_and_corrections_cover_all_kinds(client, home: HomePage):
    for typed, title in (
        *(("pain cli", "Pain clinic"), ("fibro", "Fibromyalgia"), ("orch", "Orchard Row")),
        ("ada byr", "Ada Byron"),
    ):
        assert suggested_titles(client, typed) == [title]
    for typed, meant in (("fibromylagia", "fibromyalgia"), ("orchrad", "orchard")):
        assert get_search_page(client, typed).select_one(".nothing .lead a").get_text() == meant
    for path, title in (
        ("/services/pain-clinik/", "Pain clinic"),
        ("/fibromialgia/", "Fibromyalgia"),
        ("/orchard-rwo/", "Orchard Row"),
        ("/team/ada-byrom/", "Ada Byron"),
    ):
        assert title in client.get(path).content.decode(), path


def test_a_search_without_results_offers_services(client, home: HomePage):
    for query in ("q=marmalade", "q=%21%21"):
        page = get_search_page(client, query[2:])
        links = [link.get_text() for link in page.select(".offer a")]
        assert links == ["Pain clinic", "What we offer", "What we treat"], query
    assert not get_search_page(client, "pain").select(".offer")


def test_services_and_places_add_few_queries(client, home: HomePage):
    offered = home.get_descendants().get(title="What we offer")
    address = "/search/?q=pain"
    count_queries(client, address)  # the first search of a day makes its counter
    before = count_queries(client, address)
    for number in range(5):
        service(offered, f"Pain {number}", prices=({"name": "One", "amount": "1"},))
        update_page(place(home, f"Pain place {number}"), parking=prose("Pain."))

    assert count_queries(client, address) <= before + 1
