"""The editor is told what a service or condition does not say yet."""

import pytest
from django.urls import reverse

from home.care.missing import missing_in_condition, missing_in_service
from tests.factories import (
    block,
    condition,
    conditions,
    home_page,
    list_items,
    prose,
    service,
    services,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

FULL = stream(
    block("suitability", {"suits": list_items("you hurt"), "elsewhere": list_items("fever")}),
    block("risks", {"heading": "Risks", "text": prose("Soreness.")}),
    block("other_ways", {"heading": "Other ways", "text": prose("The NHS.")}),
)


def test_an_empty_service_lacks_everything():
    page = service(services(home_page()))

    assert len(list(missing_in_service(page))) == 5


def test_a_full_service_lacks_nothing():
    prices = ({"amount": "1"},)
    page = service(services(home_page()), body=FULL, prices=prices, suits="For pain")

    assert list(missing_in_service(page)) == []


def test_a_service_for_everybody_lacks_who_goes_elsewhere():
    body = stream(block("suitability", {"suits": list_items("you hurt"), "elsewhere": []}))
    page = service(services(home_page()), body=body)

    assert "Who should go elsewhere first." in list(map(str, missing_in_service(page)))


def test_a_condition_lacks_ways_and_other_names():
    assert len(list(missing_in_condition(condition(conditions(home_page()))))) == 2


def test_the_editor_shows_what_is_missing(admin_client):
    page = service(services(home_page()))

    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "What can go wrong." in html


def test_a_missing_answer_stops_nobody_from_publishing(admin_client):
    page = service(services(home_page()), live=False)

    page.save_revision(clean=True).publish()

    page.refresh_from_db()
    assert page.live
