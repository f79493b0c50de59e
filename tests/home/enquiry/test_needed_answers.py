"""Fields that another answer makes necessary, such as a phone number for a phone call."""

import importlib
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse

from home.enquiry.fields import default_fields
from home.enquiry.models import EnquiryField, EnquiryPage, EnquirySubmission
from tests.factories import editor, enquiry_page, home_page
from tests.home.enquiry.helpers import ANSWERS, post_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

PHONE, REPLY = "phone_number", "how_should_we_reply"


@pytest.fixture
def page() -> EnquiryPage:
    return enquiry_page(home_page())


@pytest.mark.parametrize("reply", ["Phone call", "Text message"])
def test_a_call_without_a_number_is_not_accepted(client, page, reply):
    response = post_enquiry(client, page, {REPLY: reply})

    found = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    message = "Enter your phone number, so that we can call or text you"
    assert found.select_one(".problem-summary a[href='#id_phone_number']").text == message
    field = found.select_one(".field:has(#id_phone_number)")
    assert message in field.select_one(".field-error").text
    assert found.select_one(f"#id_full_name[value='{ANSWERS['full_name']}']")
    assert found.select_one(f"[name={REPLY}][checked][value='{reply}']")
    assert not EnquirySubmission.objects.exists()

    assert post_enquiry(client, page, {REPLY: reply, PHONE: "01632 960 001"}).status_code == 303


def test_an_email_needs_no_number(client, page):
    assert post_enquiry(client, page, {REPLY: "Email"}).status_code == 303


def test_a_wrong_number_has_one_error(client, page):
    response = post_enquiry(client, page, {REPLY: "Phone call", PHONE: "none"})

    assert len(response.context_data["form"].errors[PHONE]) == 1


def test_any_field_can_depend_on_any_choice(client):
    fields = [
        EnquiryField(
            label="Name of the interpreter's language",
            field_type="checkbox",
            required=False,
            needed_question=" we can HELP with",
            needed_answers="Language, spoken\nSign language",
        ),
        EnquiryField(
            label="We can help with",
            field_type="checkboxes",
            choices="Steps\nLanguage, spoken\nSign language",
        ),
    ]
    for order, field in enumerate(fields):
        field.sort_order = order
    page = enquiry_page(home_page(), fields=fields)

    def send(*chosen: str) -> Any:
        return post_enquiry(client, page, {"we_can_help_with": chosen})

    assert send("Steps").status_code == 303
    assert send("Steps", "Language, spoken").status_code == 422


def test_a_condition_on_no_field_has_no_effect(client, page):
    page.form_fields.filter(purpose="tel").update(needed_question="A question of the past")

    assert post_enquiry(client, page, {REPLY: "Phone call"}).status_code == 303


@pytest.mark.parametrize(
    ("question", "answers", "where"),
    [
        ("How should we answer?", "Email", "needed_question"),
        ("Full name", "Email", "needed_question"),
        ("Phone number", "Email", "needed_question"),
        ("", "Email", "needed_question"),
        ("How should we reply?", "Owl", "needed_answers"),
        ("How should we reply?", "", "needed_answers"),
        ("How should we reply?", "Phone call", None),
        ("", "", None),
    ],
)
def test_the_editor_refuses_a_condition_that_never_applies(client, page, question, answers, where):
    client.force_login(editor())
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(edit).context_data["form"]
    data = {"title": "Book", "slug": "book", "submit_label": "Send", "recipients": ""}
    data |= {"notice_subject": "New", "retention_days": "30", "steps-count": "0"}
    data |= {"urgent_help": "null", "thanks_text": "null"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    data |= {f"form_fields-{n}": "6" for n in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for number, child in enumerate(form.formsets["form_fields"].forms):
        for name in child.fields:
            value = child[name].value()
            data[f"form_fields-{number}-{name}"] = "" if value in (None, False) else value
    data |= {"form_fields-2-needed_question": question, "form_fields-2-needed_answers": answers}

    response = client.post(edit, data | {"action-publish": "1"})

    if where is None:
        assert response.status_code == 302
    else:
        errors = response.context_data["form"].formsets["form_fields"].errors
        assert list(errors[2]) == [where]


def test_the_default_form_of_existing_pages_is_completed(page):
    fields = [
        {name: value for name, value in field.items() if not name.startswith("needed_")}
        for field in default_fields()
    ]
    page.form_fields = [EnquiryField(sort_order=n, **each) for n, each in enumerate(fields)]
    page.save_revision().publish()
    migration = importlib.import_module("home.migrations.0011_phone_needed_for_calls")

    migration.require_phone_numbers(apps, None)

    page = EnquiryPage.objects.get(pk=page.pk)
    for found in (page, page.get_latest_revision_as_object()):
        field = found.form_fields.get(purpose="tel")
        assert field.needed_question == "How should we reply?"
        assert field.needed_answers == "Phone call\nText message"


def test_a_form_that_staff_have_changed_stays_as_it_is(page):
    page.form_fields.filter(field_type="radio").update(choices="Pigeon\nOwl")
    page.form_fields.filter(purpose="tel").update(needed_question="", needed_answers="")
    migration = importlib.import_module("home.migrations.0011_phone_needed_for_calls")

    migration.require_phone_numbers(apps, None)

    assert page.form_fields.get(purpose="tel").needed_question == ""
