"""A feed opened in a browser."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import expect
from tests.browser.page_types import HORIZONTAL_OVERFLOW_SCRIPT

if TYPE_CHECKING:
    from tests.browser.conftest import PageFactory


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("small phone", "dark")])
def test_a_feed_is_a_readable_page(
    sample_clinic: None, new_page: "PageFactory", size: str, scheme: str
) -> None:
    page = new_page(size=size, scheme=scheme)
    page.goto("/articles/pain/feed/")

    expect(page).to_have_title("Haven Clinic: Pain")
    expect(page.get_by_role("heading", level=1)).to_have_text("Haven Clinic: Pain")
    expect(page.get_by_text("This is a web feed.")).to_be_visible()
    expect(
        page.get_by_role("listitem").filter(has_text="Ketamine and fibromyalgia")
    ).to_be_visible()
    # What feed readers read: ids, dates and the whole text.
    for hidden in ("urn:uuid", "No trial has shown that the relief lasts"):
        expect(page.get_by_text(hidden).first).to_be_hidden()
    assert page.evaluate(HORIZONTAL_OVERFLOW_SCRIPT) <= 0
    assert page.context.cookies() == []

    link = page.get_by_role("listitem").get_by_role("link", name="Ketamine and fibromyalgia")
    expect(link).to_be_visible()
    assert link.get_attribute("href").endswith("/articles/pain/ketamine-and-fibromyalgia/")
