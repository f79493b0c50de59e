"""A finding is chosen for a page by keyboard."""

from typing import TYPE_CHECKING

import pytest

from home.care.models import ServicePage
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import (
    article,
    body,
    category,
    evidence,
    finding_of,
    home_page,
    reference,
    service,
    services,
    shown_evidence,
    statement,
    stream,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


@pytest.fixture
def form(editor_page: "Page", transactional_db: None) -> PageEditor:
    """Open a service that shows the first of an article's two findings."""
    home = home_page()
    cited = (reference(),)
    findings = evidence(
        statement("randomised_trial", cited, finding="Walking eases pain a little."),
        statement("observational", cited, finding="Rest does not."),
    )
    written = article(category(home, "Pain"), "Sore knees", body=body(findings))
    page = service(services(home), body=stream(shown_evidence(finding_of(written))))
    editor = PageEditor(editor_page)
    editor.open(f"/admin/pages/{page.pk}/edit/")
    return editor


def test_a_finding_is_chosen_by_keyboard(form: PageEditor) -> None:
    page, keyboard = form.page, form.page.keyboard
    findings = form.block(0).locator('[data-contentpath="statements"]')
    findings.get_by_title("Add").last.press("Enter")
    button = findings.get_by_role("button", name="Choose a finding")
    expect(button).to_have_count(1)
    button.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_focused()
    expect(dialog.get_by_role("heading", name="Sore knees")).to_be_visible()

    press_until_focused(page, dialog.get_by_label("Search articles"))
    keyboard.type("nothing like it")
    expect(dialog.get_by_role("status")).to_contain_text("No published article with a finding")
    keyboard.press("Control+A")
    keyboard.type("knee")
    expect(dialog.get_by_role("heading", name="Sore knees")).to_be_visible()
    press_until_focused(page, dialog.get_by_role("link", name="Rest does not."))
    keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(findings).to_contain_text("Rest does not. (Sore knees)")
    form.save_draft()
    expect(page.locator(".messages")).to_contain_text("updated")
    draft = ServicePage.objects.get().get_latest_revision_as_object()
    assert len(draft.body[0].value["statements"]) == 2


def press_until_focused(page: "Page", wanted: "Locator") -> None:
    """Press the Tab key until an element has the focus."""
    for _press in range(30):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
