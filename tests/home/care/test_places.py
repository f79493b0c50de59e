"""Pages of places, the section that lists them, and what programs read of them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail.blocks.stream_block import StreamBlockValidationError

from config.page_cache.cached_response import PASSING_WORDS
from home.care.hours_blocks import HoursBlock
from home.delivery import content_version
from home.delivery.cache_headers import TRUE_UNTIL
from home.models import ClinicSettings
from tests.factories import block, home_page, place, places, standard_page, stream, update_page
from tests.helpers import parse_response
from tests.home.rendered_page import RenderedPage

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

MONDAY_10 = datetime(2026, 11, 30, 10, tzinfo=UTC)
WEEK = {"days": ["mon", "tue", "wed"], "opens": "09:00:00", "closes": "18:00:00"}
SATURDAY = {"days": ["sat"], "opens": "09:00:00", "closes": "12:30:00"}
BOXING_DAY: dict[str, Any] = {
    "name": "Boxing Day",
    "first": "2026-12-26",
    "last": None,
    "times": [],
}
HOURS = stream(block("opening", WEEK), block("opening", SATURDAY))


@pytest.fixture
def home(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_10)
    content_version.reset()
    return home_page()


def orchard_row(parent, **fields):
    values = {
        "slug": "row",
        "street": "14 Orchard Row",
        "town": "Bristol",
        "postcode": "BS1 6QX",
        "phone": "0117 496 0182",
        "hours": HOURS,
        "exceptions": stream(block("exception", BOXING_DAY)),
    }
    return place(parent, **values | fields)


def test_a_place_says_if_it_is_open(client, home, monkeypatch):
    orchard_row(home)
    soup = parse_response(client.get("/row/"))
    assert soup.select_one(".open-now.is-open").get_text(strip=True) == "Open now until 6 pm"

    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 30, 18, tzinfo=UTC))
    content_version.mark_stale()
    soup = parse_response(client.get("/row/"))
    state = soup.select_one(".open-now:not(.is-open)")
    assert state.get_text(strip=True) == "Closed, opens tomorrow at 9 am"


def test_today_stands_out_in_the_table_of_hours(client, home):
    orchard_row(home)

    rows = parse_response(client.get("/row/")).select(".hours:not(.is-exceptions) tr")

    assert [row.th.get_text() for row in rows if row.select(".hours-today")] == ["Monday, today"]
    assert rows[5].get_text(" ", strip=True) == "Saturday 9 am to 12.30 pm"


def test_the_page_cache_can_drop_what_is_true_only_now(client, home):
    orchard_row(home)
    content_version.refresh()

    response = client.get("/row/")

    closing = datetime(2026, 11, 30, 18, tzinfo=UTC)
    assert response.wsgi_request.environ[TRUE_UNTIL] == closing.timestamp()
    kept = PASSING_WORDS.sub(b"", response.content)
    assert b"Open now" not in kept
    assert b"today" not in kept
    assert b"9 am to 6 pm" in kept


def test_coming_holidays_are_listed_and_past_ones_are_not(client, home, monkeypatch):
    orchard_row(home)
    assert "Boxing Day" in client.get("/row/").content.decode()

    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 27, 10, tzinfo=UTC))
    content_version.mark_stale()
    assert "Boxing Day" not in client.get("/row/").content.decode()


def test_a_place_without_hours_says_nothing_of_them(client, home):
    place(home, slug="row")

    soup = parse_response(client.get("/row/"))

    assert not soup.select(".open-now, .hours, .drawn-map")


def test_a_list_has_the_places_below_it(client, home):
    index = places(home, slug="places")
    orchard_row(index)
    place(index, "Mill Lane", live=False)

    soup = parse_response(client.get("/places/"))

    assert [heading.get_text(strip=True) for heading in soup.select("main h2")] == ["Orchard Row"]


def test_an_empty_list_says_so(client, home):
    places(home, slug="places")

    assert "There are no places here yet." in client.get("/places/").content.decode()


def test_find_us_shows_all_places_on_home_and_standing_pages(client, home):
    orchard_row(home)
    section = stream(block("find_us", {"heading": "Where we are", "anchor": ""}))
    update_page(home, body=section)
    standard_page(home, "Visit", slug="visit", body=section)

    for address in ("/", "/visit/"):
        soup = parse_response(client.get(address))
        card = soup.select_one(".place-card")
        assert "14 Orchard Row" in card.get_text()
        assert card.h3.a["href"] == "/row/"


def test_the_home_page_has_a_line_of_facts(client, home):
    assert not parse_response(client.get("/")).select(".fact-line")
    orchard_row(home)

    line = parse_response(client.get("/")).select_one(".fact-line").get_text(" ", strip=True)

    assert line == "Open now until 6 pm 0117 496 0182 14 Orchard Row, Bristol BS1 6QX"


def test_the_main_place_completes_the_contact_of_the_clinic(client, home):
    orchard_row(home)
    place(home, "Mill Lane", phone="0117 1")
    footer = parse_response(client.get("/")).select_one(".footer-contact").get_text(" ", strip=True)
    assert "0117 496 0182" in footer
    assert "Monday to Wednesday 9 am to 6 pm, Saturday 9 am to 12.30 pm" in footer

    clinic = ClinicSettings.for_site(home.get_site())
    clinic.phone, clinic.hours = "0117 999", "By appointment"
    clinic.save()
    footer = parse_response(client.get("/")).select_one(".footer-contact").get_text(" ", strip=True)
    assert "0117 999" in footer
    assert "By appointment" in footer


def test_structured_data_names_the_place(client, home):
    page = orchard_row(
        home, latitude="51.449500", longitude="-2.587000", map_link="https://maps.example/row"
    )
    graph = RenderedPage(client, page.url).graph

    node = next(node for node in graph if node["@id"].endswith("#place"))
    assert node["@type"] == "MedicalClinic"
    assert node["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "14 Orchard Row",
        "addressLocality": "Bristol",
        "postalCode": "BS1 6QX",
    }
    assert node["geo"]["latitude"] == 51.4495
    assert node["hasMap"] == "https://maps.example/row"
    week, saturday, holiday = node["openingHoursSpecification"]
    assert [day.rpartition("/")[2] for day in week["dayOfWeek"]] == [
        "Monday",
        "Tuesday",
        "Wednesday",
    ]
    assert (saturday["opens"], saturday["closes"]) == ("09:00", "12:30")
    assert (holiday["validFrom"], holiday["opens"], holiday["closes"]) == (
        "2026-12-26",
        "00:00",
        "00:00",
    )
    clinic = next(node for node in graph if node["@id"].endswith("#clinic"))
    assert node["parentOrganization"] == {"@id": clinic["@id"]}
    assert clinic["department"] == [{"@id": node["@id"]}]
    assert clinic["address"] == node["address"]
    assert clinic["openingHoursSpecification"] == [week, saturday]


def test_profiles_of_the_clinic_are_links_and_in_its_data(client, home):
    clinic = ClinicSettings.for_site(home.get_site())
    link = {"text": "At the regulator", "url": "https://regulator.example/1", "page": None}
    clinic.profiles = stream(block("link", link))
    clinic.save()

    soup = parse_response(client.get("/"))
    node = next(n for n in RenderedPage(client, "/").graph if n["@id"].endswith("#clinic"))

    assert soup.select_one('footer a[href="https://regulator.example/1"]')
    assert node["sameAs"] == ["https://regulator.example/1"]


def test_times_that_overlap_are_refused():
    body = HoursBlock()
    late = {"days": ["mon"], "opens": "17:00:00", "closes": "20:00:00"}

    with pytest.raises(StreamBlockValidationError) as error:
        body.clean(body.to_python([block("opening", WEEK), block("opening", late)]))
    assert "Monday has times that overlap" in str(error.value.non_block_errors)


def test_a_map_is_drawn_without_a_foreign_request(client, home):
    lines = [{"kind": "street", "name": "Mill <Lane>", "positions": "0 10, 100 12"}]
    drawn: dict[str, Any] = {
        "description": "Along Mill Lane.",
        "clinic": "50 11",
        "lines": [],
        "spots": [],
    }
    drawn["lines"] = [block("item", line) for line in lines]
    orchard_row(home, map=stream(block("drawing", drawn)))

    soup = parse_response(client.get("/row/"))
    figure = soup.select_one("figure.place-map")

    assert figure.svg["aria-label"] == "Map: Along Mill Lane."
    assert figure.svg.select_one("text").get_text() == "Mill <Lane>"
    assert figure.figcaption.get_text() == "Along Mill Lane."
    assert not soup.select("iframe")
