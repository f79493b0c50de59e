"""The form as visitors meet it: questions, errors, and what they wrote kept."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from home.enquiry.models import EnquiryField, EnquiryPage, EnquirySubmission
from home.public_forms import guards
from tests.factories import enquiry_page, home_page, standard_page
from tests.helpers import count_queries, parse_response
from tests.home.enquiry.helpers import ANSWERS, post_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

EVERY_TYPE = [name for name, _label in EnquiryField._meta.get_field("field_type").choices]


@pytest.fixture
def page() -> EnquiryPage:
    return enquiry_page(home_page())


def select_only(found, selector: str):
    return found.select_one(selector)


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_a_new_form_has_contact_fields_and_no_health_questions(page):
    types = [field.field_type for field in page.form_fields.all()]

    assert [field.clean_name for field in page.form_fields.all()] == list(ANSWERS)
    assert "multiline" not in types


def test_a_first_visit_sets_no_cookie_and_shows_the_warning(client, page):
    response = client.get(page.url)

    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
    assert "Please do not tell us about your health" in parse_response(response).text
    assert count_queries(client, page.url) <= 10


def test_fields_have_autocomplete_and_mark_optional_ones(client, page):
    form = select_only(parse_response(client.get(page.url)), "main form")

    assert form.has_attr("novalidate")
    assert select_only(form, "#id_full_name")["autocomplete"] == "name"
    assert select_only(form, "#id_email_address")["autocomplete"] == "email"
    phone = select_only(form, "#id_phone_number")
    assert (phone["type"], phone["autocomplete"]) == ("tel", "tel")
    phone_label = form.select_one("label[for=id_phone_number]").text
    assert "(needed for: Phone call, Text message)" in phone_label
    assert len(form.select(".optional")) == 1
    assert form.select("[required]") == []


def test_an_error_is_shown_twice_and_input_retained(client, page):
    response = post_enquiry(client, page, {"full_name": "", "email_address": "rosa@"})

    found = soup(response)
    assert response.status_code == 422
    assert found.title.text.startswith("Error:")
    summary = select_only(found, ".problem-summary")
    assert summary.h2.text == "There is a problem"
    assert summary.find_next("h1")
    assert summary.has_attr("autofocus")
    assert {link["href"]: link.text for link in summary.select("a[href^='#']")} == {
        "#id_full_name": "Enter your full name",
        "#id_email_address": (
            "Enter an email address in the correct format, like name@example.com"
        ),
    }
    email = select_only(found, "#id_email_address")
    assert (email["value"], email["aria-invalid"]) == ("rosa@", "true")
    for described in email["aria-describedby"].split():
        assert found.find(id=described)
    assert "no-store" in response.headers["Cache-Control"]
    assert not EnquirySubmission.objects.exists()


def test_an_error_in_a_choice_links_to_its_first_option(client, page):
    found = soup(post_enquiry(client, page, {"how_should_we_reply": "Owl"}))

    target = select_only(found, ".problem-summary a")["href"][1:]
    group = select_only(found, f"fieldset:has(#{target})")
    assert group.legend.text.strip() == "How should we reply?"
    assert found.find(id=group["aria-describedby"])


def test_every_field_type_is_labelled_and_accepted(client):
    choices = {"choices": "One 100%\nTwo 100%", "help_text": "A <hint>"}
    fields = [
        EnquiryField(label=f"Field {kind}", field_type=kind, sort_order=order, **choices)
        for order, kind in enumerate(EVERY_TYPE)
    ]
    page = enquiry_page(home_page(), fields=fields)
    form = select_only(parse_response(client.get(page.url)), "main form")

    for control in form.select("input:not([type=hidden]), select, textarea"):
        assert form.select_one(f"label[for='{control['id']}']"), control
    assert len(form.select("fieldset > legend")) == 2
    answers = dict.fromkeys((f"field_{kind}" for kind in EVERY_TYPE), "One 100%") | {
        "field_email": "rosa@example.org",
        "field_number": "1.5",
        "field_url": "https://example.org/",
        "field_date": "2026-11-22",
        "field_datetime": "2026-11-22T10:00",
    }
    assert post_enquiry(client, page, dict.fromkeys(answers, "nonsense")).status_code == 422
    assert post_enquiry(client, page, dict.fromkeys(answers, "")).status_code == 422
    assert post_enquiry(client, page, answers).status_code == 303
    assert EnquirySubmission.objects.get().form_data["field_checkboxes"] == ["One 100%"]


@pytest.mark.parametrize("mode", ["form", "landing"])
def test_a_half_empty_draft_can_be_previewed(mode: str):
    unfinished = EnquiryField(label="", field_type="")
    draft = EnquiryPage(title="Unfinished", form_fields=[unfinished])

    assert parse_response(draft.make_preview_request(preview_mode=mode)).h1


def test_other_pages_at_such_an_address_are_still_protected(page):
    other = standard_page(Page.objects.get(pk=page.pk).get_parent(), slug="send")
    client = Client(enforce_csrf_checks=True)

    assert client.get(other.url).status_code == 200
    assert client.post(other.url).status_code == 403
    assert client.post(page.url).status_code == 403


@pytest.mark.parametrize("below", ["send/", "thanks/"])
def test_pages_below_a_hidden_page_are_404(client, page, below: str):
    page.unpublish()

    assert client.get(page.url + below).status_code == 404
    assert client.post(page.url + below, {guards.HONEYPOT_FIELD: ""}).status_code == 404
