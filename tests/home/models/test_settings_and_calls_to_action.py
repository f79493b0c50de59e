"""Settings and calls to action are previewed as they will look, and lead to one place."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from wagtail.models import Site

from articles.models import ArticlePage, CallToAction, EditorialSettings
from home.models import ClinicSettings
from tests.factories import (
    article,
    body,
    call_to_action,
    call_to_action_block,
    category,
    home_page,
    standard_page,
)
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def site() -> Site:
    return Site.objects.get(is_default_site=True)


def preview(setting, mode: str = "") -> BeautifulSoup:
    return parse_response(setting.make_preview_request(preview_mode=mode))


def test_the_clinic_settings_preview_shows_unsaved_changes():
    page = standard_page(home_page())
    clinic = ClinicSettings.for_site(site())
    clinic.name, clinic.phone, clinic.booking_page = "Unsaved Clinic", "0117 1", page

    soup = preview(clinic)

    assert "Unsaved Clinic" in soup.h1.text
    assert soup.select_one('footer a[href="tel:01171"]')
    assert soup.select_one(f'header a[href="{page.url}"]')
    assert ClinicSettings.objects.get(pk=clinic.pk).name != "Unsaved Clinic"


@pytest.mark.parametrize("contact", ["security@haven.example", "https://haven.example/security"])
def test_the_security_contact_is_a_mailbox_or_https_url(contact):
    home_page()
    clinic = ClinicSettings.for_site(site())
    clinic.security_contact = contact

    clinic.full_clean()


@pytest.mark.parametrize("contact", ["call us", "http://haven.example", "https://", "@haven"])
def test_other_security_contacts_are_refused(contact):
    home_page()
    clinic = ClinicSettings.for_site(site())
    clinic.security_contact = contact

    with pytest.raises(ValidationError) as refused:
        clinic.full_clean()

    assert set(refused.value.error_dict) == {"security_contact"}


@pytest.mark.parametrize(
    ("contact", "message"),
    [
        ("call us", "Enter a valid email address."),
        ("http://haven.example", "Enter a valid email address."),
        ("https://", "Enter a valid URL."),
    ],
)
def test_the_form_shows_an_error_on_the_contact_field(contact, message):
    home_page()
    form_class = modelform_factory(ClinicSettings, fields=["security_contact"])

    form = form_class({"security_contact": contact}, instance=ClinicSettings.for_site(site()))

    assert form.errors == {"security_contact": [message]}


def test_a_public_health_data_policy_is_in_the_footer(client):
    page = standard_page(home_page(), "Health data", slug="health-data")
    clinic = ClinicSettings.for_site(site())
    clinic.health_data_page = page
    clinic.save()

    assert parse_response(client.get("/")).select('footer a[href="/health-data/"]')

    page.unpublish()
    assert not parse_response(client.get("/")).select('footer a[href="/health-data/"]')


def test_the_editorial_settings_preview_shows_unsaved_changes():
    home_page()
    editorial = EditorialSettings.for_site(site())
    editorial.disclaimer, editorial.sample_note = "<p>Unsaved words.</p>", "<p>A sample.</p>"

    text = preview(editorial).text

    assert "Unsaved words." in text
    assert "A sample." in text


@pytest.mark.parametrize("model", [ClinicSettings, EditorialSettings])
def test_empty_settings_can_be_previewed(model):
    home_page()

    assert len(preview(model.for_site(site())).select("h1")) == 1


def test_the_call_to_action_preview_shows_text_and_button():
    home_page()

    soup = preview(CallToAction(heading="Talk?", text="Do.", button_label="Go", link_url="/go/"))

    assert "Talk?" in soup.text
    assert soup.select(".invitation a.button[href='/go/']")


def test_an_empty_call_to_action_can_be_previewed():
    home_page()

    assert "None" not in preview(CallToAction()).select_one("main").text


def test_a_call_to_action_has_exactly_one_link():
    page = standard_page(home_page())
    words = {"heading": "H", "text": "T", "button_label": "B"}

    CallToAction(**words, link_page=page).full_clean()
    CallToAction(**words, link_url="tel:01171").full_clean()
    CallToAction(**words, books=True).full_clean()
    for targets in ({}, {"link_page": page, "link_url": "/x/"}, {"books": True, "link_url": "/x/"}):
        with pytest.raises(ValidationError) as error:
            CallToAction(**words, **targets).full_clean()
        assert list(error.value.message_dict) == ["link_url"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x y", "www.x.y"])
def test_an_invalid_url_is_refused(address: str):
    with pytest.raises(ValidationError) as error:
        CallToAction(heading="H", text="T", link_url=address).full_clean()
    assert list(error.value.message_dict) == ["link_url"]


def test_a_button_whose_page_is_not_live_is_not_shown(client):
    home = home_page()
    target = standard_page(home)
    chosen = call_to_action(heading="Talk?", link_page=target)
    page = article(category(home), body=body(call_to_action_block(chosen)))
    assert parse_response(client.get(page.url)).select_one(".invitation a.button")

    target.unpublish()
    soup = parse_response(client.get(page.url))
    assert "Talk?" in soup.select_one(".invitation").text
    assert not soup.select_one(".invitation a.button")

    target.delete()
    assert not parse_response(client.get(page.url)).select_one(".invitation a.button")


def test_a_changed_call_to_action_changes_the_pages_that_show_it(client):
    chosen = call_to_action(heading="Before")
    page = article(category(home_page()), body=body(call_to_action_block(chosen)))
    assert "Before" in parse_response(client.get(page.url)).text

    chosen.heading = "After"
    chosen.save()

    assert "After" in parse_response(client.get(page.url)).text


def test_a_deleted_call_to_action_disappears_from_pages(client):
    chosen = call_to_action()
    page = article(category(home_page()), body=body(call_to_action_block(chosen)))

    chosen.delete()

    assert not parse_response(client.get(page.url)).select(".invitation")
    assert ArticlePage.objects.get(pk=page.pk).body[0].value is None


@pytest.mark.parametrize(
    ("phone", "href"),
    [("0117 496 0182", "tel:01174960182"), ("+44 (0)117", "tel:+440117"), ("", ""), ("n/a", "")],
)
def test_a_telephone_number_is_a_link_of_its_digits(phone: str, href: str):
    assert ClinicSettings(phone=phone).phone_href == href
