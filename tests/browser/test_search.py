"""Search with suggestions, by mouse and keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import expect
from tests.factories import article, category, home_page

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_suggested_page_is_chosen_with_the_keyboard(
    page: "Page", axe: Callable[["Page"], list[str]]
) -> None:
    blog = category(home_page(), "Blog")
    first, second = article(blog, "Ketamine and sleep"), article(blog, "How ketamine works")
    page.goto("/search/")
    field = page.get_by_role("combobox", name="Search services, articles and people")
    expect(field).to_have_attribute("aria-expanded", "false")

    field.press_sequentially("ketam")
    options = page.get_by_role("listbox", name="Suggested pages").get_by_role("option")
    expect(options).to_have_text([second.title, first.title])
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_have_text(
        "2 suggested pages. Use the up and down arrows to choose."
    )
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", name=first.title, selected=True)).to_be_visible()
    expect(field).to_have_attribute("aria-activedescendant", "title-1")
    assert axe(page) == []

    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(page.get_by_role("status")).to_be_empty()
    expect(field).to_have_value("ketam")
    field.press_sequentially("i")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name=second.title)).to_be_visible()


def test_the_number_of_suggestions_is_announced(page: "Page") -> None:
    article(category(home_page(), "Blog"), "Ketamine and sleep")
    page.goto("/search/")
    field = page.get_by_role("combobox")

    field.press_sequentially("sleep")
    expect(page.get_by_role("status")).to_have_text(
        "1 suggested page. Use the up and down arrows to choose."
    )
    field.press_sequentially("less")
    expect(page.get_by_role("status")).to_have_text("No suggested pages.")


def test_without_script_the_field_is_a_plain_form(
    new_page: Callable[..., "Page"],
) -> None:
    article(category(home_page(), "Blog"), "Ketamine and sleep")
    page = new_page(java_script_enabled=False)
    page.goto("/search/")
    page.get_by_label("Search services, articles and people").fill("sleep")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Ketamine and sleep")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_danger_word_leads_to_help(
    new_page: Callable[..., "Page"],
    sample_clinic: None,
    axe: Callable[["Page"], list[str]],
    scheme: str,
) -> None:
    page = new_page("phone", scheme)
    page.goto("/")
    page.get_by_role("button", name="Menu").or_(page.get_by_text("Menu", exact=True)).first.click()
    page.get_by_role("link", name="Search").last.click()
    page.get_by_role("combobox").fill("i want to kill myslef")
    page.keyboard.press("Enter")

    note = page.get_by_role("alert")
    expect(note).to_be_focused()
    expect(note).to_contain_text("We are not an emergency service.")
    page.keyboard.press("Tab")
    first = note.get_by_role("link", name="999")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("href", "tel:999")
    expect(first).to_be_in_viewport(ratio=1)
    assert axe(page) == []


def test_without_script_a_danger_word_leads_to_help(new_page: Callable[..., "Page"]) -> None:
    category(home_page(), "Blog")
    page = new_page(java_script_enabled=False)
    for address in ("/search/?q=overdose", "/search/?q=overdose&type=people"):
        page.goto(address)
        expect(page.get_by_role("alert").get_by_role("link", name="112")).to_be_visible()
        expect(page.locator("main > :first-child")).to_have_attribute("role", "alert")
