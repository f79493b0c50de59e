"""Book buttons lead where the page, or else the clinic, says."""

import pytest

from home.care.booking import BookingLink, BookingWay, booking_link
from home.models import ClinicSettings
from tests.factories import (
    article,
    call_to_action,
    call_to_action_block,
    category,
    condition,
    conditions,
    home_page,
    place,
    service,
    services,
    standard_page,
    stream,
    update_page,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def home():
    return home_page()


@pytest.fixture
def clinic(home):
    settings = ClinicSettings.for_site(home.get_site())
    settings.booking_page = standard_page(home, "Book", slug="book")
    settings.booking_label = "Book a consultation"
    settings.phone = "0117 496 0182"
    settings.save()
    return settings


def test_a_page_books_as_the_clinic_does(home, clinic):
    page = place(home)

    assert booking_link(page, clinic) == BookingLink("Book a consultation", "/book/")
    assert booking_link(None, clinic) == booking_link(home, clinic) == booking_link(page, clinic)


def test_a_page_can_book_elsewhere(home, clinic):
    other = standard_page(home, "Infusions", slug="infusions")
    page = place(
        home, booking_way=BookingWay.PAGE, booking_page=other, booking_label="Ask for a date"
    )

    assert booking_link(page, clinic) == BookingLink("Ask for a date", "/infusions/")

    update_page(other, live=False)
    assert booking_link(page, clinic).url == "/book/"


def test_a_page_can_book_in_another_system(home, clinic):
    page = place(home, booking_way=BookingWay.ADDRESS, booking_address="https://book.example/a")

    assert booking_link(page, clinic).url == "https://book.example/a"


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"booking_phone": "0117 1", "phone": "0117 2"}, "tel:01171"),
        ({"phone": "+44 (117) 2"}, "tel:+441172"),
        ({}, "tel:01174960182"),
    ],
)
def test_a_page_can_book_by_telephone(home, clinic, fields, url):
    link = booking_link(place(home, booking_way=BookingWay.PHONE, **fields), clinic)

    assert link.url == url
    assert link.is_phone


def test_the_clinic_can_book_in_another_system(client, home, clinic):
    clinic.booking_address = "https://book.example/"
    clinic.save()

    soup = parse_response(client.get(home.url))

    assert {link["href"] for link in soup.select("header .button")} == {"https://book.example/"}


def test_nowhere_to_book_is_no_button(client, home):
    place(home, slug="row", booking_way=BookingWay.PAGE)

    assert not parse_response(client.get("/row/")).select("main .button")


def test_the_editor_asks_where_the_button_leads(admin_client, home):
    page = place(home)
    address = f"/admin/pages/{page.pk}/edit/"
    form = admin_client.get(address).context["form"]
    data = {
        name: form[name].value() or ""
        for name in form.fields
        if name not in ("hours", "exceptions", "access", "map", "body")
    }
    streams = ("hours", "exceptions", "access", "map", "body")
    data |= {f"{name}-count": "0" for name in streams} | {"comments-TOTAL_FORMS": "0"}
    data |= {"comments-INITIAL_FORMS": "0", "booking_way": BookingWay.PAGE}
    for name in ("on_foot", "by_public_transport", "by_car", "parking", "access_note"):
        data[name] = "null"

    published = admin_client.post(address, data | {"action-publish": "1"})
    assert "Choose the page on which visitors book." in published.content.decode()
    assert admin_client.post(address, data).status_code == 302


def test_the_header_calls_from_a_phone(client, home, clinic):
    call = parse_response(client.get(home.url)).select_one("a.header-call")

    assert call["href"] == "tel:01174960182"
    assert call.get_text(strip=True) == "Call 0117 496 0182"


def panel_of(client, page):
    return parse_response(client.get(page.url)).select_one(".facts-panel")


def test_a_condition_books_as_its_only_service(client, home, clinic):
    fibro = condition(conditions(home))
    service(services(home), treats=(fibro,), booking_way=BookingWay.PHONE, booking_phone="0117 1")

    assert [link["href"] for link in panel_of(client, fibro).select(".button")] == ["tel:01171"]


def test_a_condition_with_several_services_leads_to_them(client, home, clinic):
    fibro, index = condition(conditions(home)), services(home)
    pages = [service(index, title, treats=(fibro,)) for title in ("Pain clinic", "Sleep group")]

    panel = panel_of(client, fibro)

    assert not panel.select(".button")
    assert "Choose a service" in panel.text
    assert [link["href"] for link in panel.select("dd a")] == [page.url for page in pages]


def test_a_condition_without_a_service_books_as_the_clinic(client, home, clinic):
    panel = panel_of(client, condition(conditions(home)))

    assert [link["href"] for link in panel.select(".button")] == ["/book/"]


def test_a_call_to_action_books_as_the_page_that_shows_it(client, home, clinic):
    text = stream(call_to_action_block(call_to_action(link_url="", books=True)))
    index = services(home)
    own = service(
        index, "A", body=text, booking_way=BookingWay.ADDRESS, booking_address="https://b.example/"
    )
    other = service(index, "B", body=text)
    read = article(category(home), body=text)

    targets = [
        parse_response(client.get(page.url)).select_one(".invitation .button")["href"]
        for page in (own, other, read)
    ]

    assert targets == ["https://b.example/", "/book/", "/book/"]
    assert "(https://b.example/)" in client.get(f"{own.url}page.md").content.decode()
