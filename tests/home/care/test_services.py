"""Services: their facts, prices and lists."""

from decimal import Decimal

import pytest
from wagtail.models import Site

from home.care.prices import format_amount, format_price
from home.care.service import ServicePrice
from home.models import ClinicSettings
from tests.factories import (
    block,
    call_to_action,
    call_to_action_block,
    condition,
    conditions,
    home_page,
    list_items,
    person,
    service,
    services,
    standard_page,
    stream,
    update_page,
)
from tests.helpers import clear_all_caches, parse_response
from tests.home.rendered_page import visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def home():
    home = home_page()
    clinic = ClinicSettings.for_site(Site.objects.get())
    clinic.country = "GB-ENG"
    clinic.save()
    return home


@pytest.mark.parametrize(
    ("amount", "country", "text"),
    [
        ("240", "GB-ENG", "£240"),
        ("240.50", "GB-SCT", "£240.50"),
        ("1250", "IE", "€1,250"),
        ("0", "GB-ENG", "free"),
        ("90", "other", "90"),
        ("90", "", "90"),
    ],
)
def test_an_amount_has_the_currency_of_the_country(amount, country, text):
    assert format_amount(Decimal(amount), country) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"amount": Decimal(220), "is_from": True}, "from £220"),
        ({"amount": Decimal(0), "is_from": True}, "free"),
        ({"amount": None}, "on request"),
    ],
)
def test_a_price_is_put_in_words(fields, text):
    assert format_price(ServicePrice(**fields), "GB-ENG") == text


def test_a_service_shows_its_facts_beside_the_text(client, home):
    doctor = person(home)
    page = service(
        services(home),
        prices=({"name": "First", "amount": "220", "is_from": True, "minutes": 45},),
        people=(doctor,),
        treats=(condition(conditions(home)),),
        waiting_time="usually within nine days",
        by_video=True,
    )

    facts = visible_text(parse_response(client.get(page.url)).select_one(".facts-panel"))

    for words in ("from £220", "First, 45 minutes", "Ada Byron", "by video", "nine days"):
        assert words in facts
    assert "Fibromyalgia" in facts


def test_prices_stand_before_the_call_to_action_at_the_end(client, home):
    prices = ({"name": "First", "amount": "9"}, {"name": "Second", "amount": "8"})
    body = stream(call_to_action_block(call_to_action()))
    page = service(services(home), prices=prices, body=body)

    html = client.get(page.url).content.decode()

    assert 0 < html.index('id="prices"') < html.index("Would a talk help?")


def test_the_list_has_services_in_the_order_of_the_tree(client, home):
    index = services(home)
    service(index, "Sleep group", suits="For bad nights", prices=({"amount": "35"},))
    service(index, "Mood clinic", live=False)
    service(index, "Ankle clinic")

    page = parse_response(client.get(index.url))

    assert [visible_text(name) for name in page.select(".service-name")] == [
        "Sleep group",
        "Ankle clinic",
    ]
    assert "For bad nights" in visible_text(page.main)
    assert "£35" in visible_text(page.main)


def test_an_empty_list_says_so(client, home):
    assert b"There are no services here yet" in client.get(services(home).url).content


def test_the_prices_of_a_page_are_those_of_the_services(client, home):
    index = services(home)
    pain = service(index, prices=({"name": "First", "amount": "240"},))
    sections = stream(
        block("prices", {"heading": "Prices", "services": list_items()}),
        block("services", {"heading": "Offers", "services": list_items(pain.pk)}),
    )
    page = standard_page(home, body=sections)
    assert "£240" in visible_text(parse_response(client.get(page.url)).main)

    row = pain.prices.get()
    row.amount = Decimal(250)
    row.save()
    update_page(pain, title="Pain and more")
    clear_all_caches()  # the row was saved without its page

    text = visible_text(parse_response(client.get(page.url)).main)
    assert "£250" in text
    assert "£240" not in text
    assert "Pain and more" in text


def test_a_book_button_leads_where_the_service_says(client, home):
    page = service(
        services(home), booking_way="phone", booking_phone="0117 1", booking_label="Ring"
    )

    link = parse_response(client.get(page.url)).select_one(".facts-panel a.button")

    assert (link["href"], link.text) == ("tel:01171", "Ring")


def test_a_profile_lists_services_and_conditions(client, home):
    doctor = person(home)
    service(services(home), people=(doctor,))
    condition(conditions(home), people=(doctor,))

    text = visible_text(parse_response(client.get(doctor.url)).main)

    assert "Pain clinic" in text
    assert "Fibromyalgia" in text


def test_a_hidden_person_is_not_linked(client, home):
    doctor = person(home, live=False)
    page = service(services(home), people=(doctor,))

    assert "Ada Byron" not in client.get(page.url).content.decode()
