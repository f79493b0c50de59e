"""Structured data of changed pages, hidden parts and unusual text."""

import json
from datetime import UTC, date, datetime

import pytest
from wagtail.models import PageViewRestriction

from articles.models import ArticleChange
from home.discovery.structured_data import serialize_graph
from home.models import ClinicSettings
from home.models.clinic_kinds import ClinicKind, Country
from tests.factories import (
    article,
    body,
    category,
    explanation,
    home_page,
    person,
    reference,
    update_page,
)
from tests.helpers import parse_response
from tests.home.delivery.test_visibility import make_private
from tests.home.rendered_page import RenderedPage, visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

HOSTILE = '</script><b>"& \u2028 😀 שלום'


def test_links_to_people_resolve(client):
    home = home_page()
    ada, ben = person(home, "Ada Byron"), person(home, "Ben Fry")
    page = article(category(home), authors=(ada, ben), reviewer=ada, reviewed_on=date(2026, 9, 1))
    make_private(ben)

    told = RenderedPage(client, page.url)

    first, second = told.node("Article")["author"]
    assert client.get(first["url"]).status_code == 200
    assert told.node("MedicalWebPage")["reviewedBy"] == first
    assert second == {"@type": "Person", "name": "Ben Fry", "jobTitle": "Doctor"}


def test_without_authors_the_clinic_is_the_author(client):
    told = RenderedPage(client, article(category(home_page())).url)

    assert told.node("Article")["author"] == [{"@id": told.node("MedicalClinic")["@id"]}]
    assert "reviewedBy" not in told.text


def test_editing_moves_the_change_and_never_the_review(client):
    home = home_page()
    page = article(category(home), reviewer=person(home), reviewed_on=date(2026, 9, 1))
    then = datetime(2026, 9, 2, 9, tzinfo=UTC)
    update_page(page, first_published_at=then, last_published_at=then)
    before = RenderedPage(client, page.url)

    page.title = "Reworded"
    page.save_revision().publish()

    after = RenderedPage(client, page.url)
    assert after.node("MedicalWebPage")["lastReviewed"] == "2026-09-01"
    first, second = before.node("Article"), after.node("Article")
    assert second["datePublished"] == first["datePublished"] == "2026-09-02T10:00:00+01:00"
    assert second["dateModified"] > first["dateModified"] == first["datePublished"]
    assert second["headline"] == "Reworded"


def test_a_correction_is_described_as_shown(client):
    page = article(category(home_page()))
    ArticleChange.objects.create(
        page=page, day=date(2026, 9, 1), kind="correction", text="It was 8, not 80."
    )

    told = RenderedPage(client, page.url)

    (correction,) = told.node("Article")["correction"]
    assert correction["text"] in visible_text(told.soup.main)


def test_no_title_ends_the_script(client):
    home = home_page()
    source = reference(HOSTILE, title=HOSTILE)
    page = article(
        category(home, HOSTILE), HOSTILE, summary=HOSTILE, body=body(explanation(cited=(source,)))
    )

    told = RenderedPage(client, page.url)

    assert not set("<>&\u2028") & set(told.text)
    assert told.node("Article")["headline"] == HOSTILE
    assert told.node("Article")["citation"][0]["name"] == HOSTILE


def test_script_end_tags_and_line_separators_are_escaped():
    text = serialize_graph([{"name": HOSTILE}])

    assert "\\u003c/script\\u003e" in text
    assert json.loads(text)["@graph"] == [{"name": HOSTILE}]


def test_a_private_page_has_no_structured_data(client):
    page = article(category(home_page()))
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")
    address = f"/_util/authenticate_with_password/{page.view_restrictions.get().pk}/{page.pk}/"
    client.post(address, {"password": "secret", "return_url": page.url})

    soup = parse_response(client.get(page.url))

    assert soup.h1.text == page.title
    assert soup.select('script[type="application/ld+json"], meta[property^="og:"]') == []


def test_a_category_that_is_not_public_is_not_named(client):
    home = home_page()
    page = article(category(home, "Unannounced", slug="soon"))
    page.category.unpublish()

    assert b"Unannounced" not in client.get(page.url).content


def test_a_preview_has_no_structured_data():
    page = article(category(home_page()))

    response = page.make_preview_request(preview_mode="")

    assert b"application/ld+json" not in response.render().content


def test_the_clinic_has_its_kind_country_and_registration(client):
    home = home_page()
    clinic = ClinicSettings.for_site(home.get_site())
    clinic.kind, clinic.country = ClinicKind.DENTAL, Country.SCOTLAND
    clinic.address, clinic.registration = "1 High Street\nPerth", "GDC 12345"
    clinic.regulator = "Healthcare Improvement Scotland (HIS)"
    clinic.registration_number = "00123"
    clinic.save()

    told = RenderedPage(client, home.url)

    node = told.node("Dentist")
    assert node["address"]["addressCountry"] == "GB"
    assert node["address"]["streetAddress"] == "1 High Street, Perth"
    number, other = node["identifier"]
    assert number["propertyID"] == clinic.regulator
    assert number["value"] == "00123"
    assert other == "GDC 12345"
    footer = visible_text(told.soup.select_one("footer"))
    assert "Healthcare Improvement Scotland (HIS), registration number 00123" in footer
    assert "GDC 12345" in footer


def test_a_registration_from_before_stays_as_it_was(client):
    home = home_page()
    ClinicSettings.objects.create(site=home.get_site(), registration="CQC 1-23")

    told = RenderedPage(client, home.url)

    assert told.node("MedicalClinic")["identifier"] == "CQC 1-23"
    assert "CQC 1-23" in visible_text(told.soup.select_one("footer"))


@pytest.mark.parametrize("kind", ClinicKind)
def test_every_kind_of_clinic_has_a_type(client, kind):
    home = home_page()
    ClinicSettings.objects.create(site=home.get_site(), kind=kind)

    assert RenderedPage(client, home.url).node(kind.schema_type)
