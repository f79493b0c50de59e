"""The letterhead, which only paper shows."""

import pytest
from wagtail.models import PageViewRestriction

from home.models import ClinicSettings
from home.paper.address_code import address_code
from tests.factories import article, category, home_page
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db


def test_a_code_is_small_and_the_same_for_the_same_address():
    code = address_code("https://clinic.example/articles/pain/ketamine/")

    assert code.startswith("<svg viewBox")
    assert len(code) < 2_500
    assert code != address_code("https://clinic.example/articles/pain/sleep/")
    assert "style" not in code


def test_a_page_has_its_own_address_in_the_letterhead(client):
    home = home_page()
    ClinicSettings.objects.create(
        site=home.get_site(), address="1 High Street\r\nBath", phone="01225 496 000"
    )
    page = article(category(home))

    soup = parse_response(client.get(page.url))

    letterhead = soup.select_one(".letterhead")
    address = str(soup.select_one("link[rel=canonical]")["href"])
    assert letterhead.has_attr("hidden")
    texts = [text.get_text() for text in letterhead.select("p")]
    assert texts == ["1 High Street, Bath", "01225 496 000", address]
    assert str(letterhead.svg.path["d"]) in address_code(address)


def test_a_private_page_has_no_address_there(admin_client):
    page = article(category(home_page()))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    letterhead = parse_response(admin_client.get(page.url)).select_one(".letterhead")

    assert letterhead.svg is None
    assert page.slug not in letterhead.get_text()


def test_a_search_has_no_address_there(client):
    home_page()

    letterhead = parse_response(client.get("/search/?q=pain")).select_one(".letterhead")

    assert letterhead.svg is None
