"""Columns, films, galleries and downloads on pages of services and conditions."""

from typing import Any

import pytest
from wagtail.models import Site

from home.paper.leaflets import build_leaflet
from tests.factories import (
    block,
    condition,
    conditions,
    home_page,
    image,
    list_items,
    service,
    services,
    standard_page,
    stream,
    update_page,
)
from tests.helpers import count_queries, parse_response
from tests.home.blocks.test_sections import document, film_value

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

SHEET = "css/sections"


def media_body() -> str:
    column = {"heading": "Before", "text": "<p>Eat as usual.</p>"}
    pictures = [
        {"image": {"image": image().pk, "alt_text": "A room", "decorative": False}, "caption": ""}
        for _number in range(3)
    ]
    leaflet = {"document": document("leaflet.pdf").pk, "title": "Leaflet", "text": ""}
    return stream(
        block("columns", {"heading": "Two days", "columns": list_items(column, column)}),
        block("video", film_value()),
        block("gallery", {"heading": "Rooms", "pictures": list_items(*pictures)}),
        block("downloads", {"heading": "Downloads", "items": list_items(leaflet)}),
    )


@pytest.fixture(params=["service", "condition"])
def page(request) -> Any:
    home = home_page()
    if request.param == "service":
        return service(services(home), "Pain clinic", slug="pain")
    return condition(conditions(home), "Back pain", slug="back")


def test_the_sections_are_shown_with_their_style_sheet(client, page):
    assert SHEET not in client.get(page.url).content.decode()

    update_page(page, body=media_body())

    response = client.get(page.url)
    shown = parse_response(response)
    assert SHEET in response.content.decode()
    assert len(shown.select(".text-columns > div")) == 2
    assert shown.select_one("video track")
    assert len(shown.select(".gallery picture")) == 3
    assert shown.select_one(".downloads a").get_text() == "Leaflet"


def test_the_sections_need_a_query_for_each_kind_of_thing(client, page):
    before = count_queries(client, page.url)

    update_page(page, body=media_body())

    other = standard_page(page.get_site().root_page, "Same", slug="same", body=media_body())
    assert count_queries(client, page.url) - before <= count_queries(client, other.url)


def test_the_leaflet_of_a_service_has_the_sections():
    page = service(services(home_page()), "Pain clinic", slug="pain", body=media_body())

    html = build_leaflet(page, Site.objects.get()).html

    assert "Eat as usual." in html
    assert "This is the door." in html
    assert "Leaflet" in html
