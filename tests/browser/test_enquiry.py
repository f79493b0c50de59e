"""From an article to a consultation, on a phone."""

from typing import TYPE_CHECKING

import pytest

from home.enquiry import guards
from tests.browser.chromium import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Audit, PageFactory


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_reader_books_a_consultation_and_mends_a_mistake(
    sample_clinic: None,
    new_page: "PageFactory",
    axe: "Audit",
    monkeypatch: pytest.MonkeyPatch,
    script: bool,
) -> None:
    monkeypatch.setattr(guards, "SECONDS_TO_FILL_IN", 0)
    page = new_page(size="phone", java_script_enabled=script)
    page.goto("/articles/pain/ketamine-and-fibromyalgia/")
    page.locator("summary", has_text="Menu").click()
    page.locator(".menu-contact .button").click()

    page.get_by_label("Full name").fill("Rosa Marsh")
    page.get_by_label("Email address").fill("rosa.marsh@example")
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Send request").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Full name")).to_have_value("Rosa Marsh")
    expect(page.get_by_label("I agree")).to_be_checked()
    if script:
        assert not axe(page)
    summary.get_by_role("link", name="Enter an email address").click()
    expect(page.get_by_label("Email address")).to_be_focused()
    page.get_by_label("Email address").fill("rosa.marsh@example.org")
    page.get_by_role("button", name="Send request").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your request has been sent")
    assert page.context.cookies() == []
