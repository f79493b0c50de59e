"""The form of an enquiry page offers the questions and answers that "required if" can name."""

from typing import TYPE_CHECKING

import pytest

from home.enquiry.models import EnquiryPage
from tests.browser.chromium import expect
from tests.factories import enquiry_page, home_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PHONE, REPLY = 2, 3  # the positions of these fields in the form of a new page


@pytest.fixture
def form(editor_page: "Page", transactional_db: None) -> "Page":
    page = enquiry_page(home_page())
    editor_page.goto(f"/admin/pages/{page.pk}/edit/")
    expect(questions(editor_page)).to_be_visible()
    return editor_page


def questions(page: "Page") -> "Locator":
    return page.locator(f"#id_form_fields-{PHONE}-needed_question_choice")


def answers(page: "Page") -> "Locator":
    return page.locator(f"#id_form_fields-{PHONE}-needed_answers_choices")


def stored_condition(page: "Page") -> tuple[str, list[str]]:
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("updated")
    fields = EnquiryPage.objects.get().get_latest_revision_as_object().form_fields.all()
    phone = fields[PHONE]
    return phone.needed_question, phone.needed_answers.splitlines()


def test_answers_are_ticked_instead_of_typed(form: "Page") -> None:
    expect(questions(form)).to_have_value("How should we reply?")
    expect(answers(form).get_by_label("Phone call")).to_be_checked()
    expect(answers(form).get_by_label("Email")).not_to_be_checked()
    assert questions(form).locator("option").all_inner_texts() == [
        "–",
        "How should we reply?",
        "When is a good time to reach you?",
    ]

    questions(form).select_option(label="When is a good time to reach you?")
    expect(answers(form).get_by_role("checkbox")).to_have_count(4)
    answers(form).get_by_label("Weekday mornings").press("Space")

    assert stored_condition(form) == (
        "When is a good time to reach you?",
        ["Weekday mornings"],
    )


def test_a_renamed_question_and_a_new_choice_are_followed(form: "Page") -> None:
    form.locator(f"#id_form_fields-{REPLY}-label").fill("How shall we answer?")
    form.locator(f"#id_form_fields-{REPLY}-choices").fill("Email\nPhone call\nVideo call")
    form.locator(f"#id_form_fields-{REPLY}-choices").blur()

    expect(questions(form)).to_have_value("How shall we answer?")
    answers(form).get_by_label("Video call").check()
    answers(form).get_by_label("Text message").uncheck()

    assert stored_condition(form) == ("How shall we answer?", ["Phone call", "Video call"])


def test_the_script_adds_what_screen_readers_need(form: "Page") -> None:
    expect(form.get_by_label("Required if this question").nth(PHONE)).to_be_visible()
    expect(form.get_by_role("group", name="Is answered with").nth(PHONE)).to_be_visible()
