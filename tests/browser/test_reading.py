"""Follow citations from a mark to its reference and back."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import expect
from tests.browser.cited_article import citation_marks, citation_popover, create_cited_article

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from tests.browser.conftest import PageFactory
    from tests.browser.snapshots import Snapshots


@pytest.fixture
def address(live_server: "LiveServer", snapshots: "Snapshots") -> str:
    return snapshots.restore_or_build(create_cited_article)


@pytest.fixture
def article_page(page: "Page", address: str) -> "Page":
    page.goto(address)
    return page


def test_by_keyboard_from_a_mark_to_its_reference_and_back(article_page: "Page") -> None:
    page = article_page
    cited = page.locator("#cite-wood-2006-1")
    cited.focus()
    page.keyboard.press("Enter")
    expect(citation_popover(page)).to_be_focused()
    expect(citation_popover(page)).to_have_accessible_name("Reference 3: Wood 2006")
    expect(cited).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("Tab")
    expect(citation_popover(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(citation_popover(page).get_by_role("link", name="doi.org/10.1000/wood")).to_be_focused()
    page.keyboard.press("Tab")
    expect(citation_popover(page).get_by_role("link", name="See in reference list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#ref-wood-2006:target")).to_be_focused()
    expect(page.locator("#ref-wood-2006")).to_be_in_viewport(ratio=1)
    expect(citation_popover(page)).to_be_hidden()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="a: back to citation 1 of reference 3")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#cite-wood-2006-1:target")).to_be_focused()
    expect(cited).to_be_in_viewport(ratio=1)


def test_the_popover_equals_the_list_entry(article_page: "Page") -> None:
    citation_marks(article_page).filter(has_text="4").first.click()

    expect(citation_popover(article_page).get_by_role("heading")).to_have_text("Reference 4")
    for told in (
        "Retracted: Pain. 2002;1:1.",
        "Observational study",
        "What Bad found, told in a title of some length.",
        "Bad A. European Journal of Pain. 2001.",
        "17 women, followed for 10 days",
        "doi.org/10.1000/bad",
    ):
        expect(citation_popover(article_page)).to_contain_text(told)
    expect(citation_popover(article_page)).not_to_contain_text("Cited at")


@pytest.mark.parametrize("way", ["escape", "button", "outside", "mark"])
def test_a_closed_popover_gives_the_focus_back_to_the_mark(article_page: "Page", way: str) -> None:
    cited = citation_marks(article_page).nth(2)
    cited.click()
    expect(citation_popover(article_page)).to_be_focused()
    match way:
        case "escape":
            article_page.keyboard.press("Escape")
        case "button":
            citation_popover(article_page).get_by_role("button", name="Close").click()
        case "outside":
            article_page.mouse.click(20, 20)
        case "mark":
            cited.click()

    expect(citation_popover(article_page)).to_be_hidden()
    expect(cited).to_be_focused()
    expect(cited).to_have_attribute("aria-expanded", "false")
    cited.click()
    expect(citation_popover(article_page)).to_be_visible()


def test_enter_on_the_open_mark_closes_it(article_page: "Page") -> None:
    cited = citation_marks(article_page).nth(2)
    cited.click()
    article_page.keyboard.press("Shift+Tab")
    expect(cited).to_be_focused()

    article_page.keyboard.press("Enter")

    expect(citation_popover(article_page)).to_be_hidden()
    article_page.keyboard.press("Enter")
    expect(citation_popover(article_page)).to_be_visible()


def test_a_click_on_another_mark_shows_that_one(article_page: "Page") -> None:
    first, second = citation_marks(article_page).nth(2), citation_marks(article_page).nth(5)
    first.click()
    second.click()

    expect(citation_popover(article_page)).to_have_accessible_name(
        "References 1 to 3: Noppers 2011; Guedj 2007; Wood 2006"
    )
    expect(first).to_have_attribute("aria-expanded", "false")
    expect(second).to_have_attribute("aria-expanded", "true")


def test_moving_the_focus_out_closes_the_popover(article_page: "Page") -> None:
    citation_marks(article_page).nth(2).click()
    citation_popover(article_page).get_by_role("link", name="See in reference list").focus()

    article_page.keyboard.press("Tab")

    expect(citation_marks(article_page).nth(3)).to_be_focused()
    expect(citation_popover(article_page)).to_be_hidden()


def test_a_click_with_a_modifier_follows_the_link(article_page: "Page") -> None:
    with article_page.context.expect_page() as opened:
        citation_marks(article_page).first.click(modifiers=["ControlOrMeta"])

    expect(opened.value.locator("#ref-noppers-2011:target")).to_be_visible()
    expect(citation_popover(article_page)).to_be_hidden()


def test_without_script_a_mark_leads_to_its_reference_and_back(
    new_page: "PageFactory", address: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    expect(page.locator(".reference-popover")).to_be_hidden()
    cited = page.locator("#cite-wood-2006-1")
    cited.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ref-wood-2006:target")).to_be_focused()
    expect(page.locator("#ref-wood-2006")).to_be_in_viewport(ratio=1)

    page.get_by_role("link", name="a: back to citation 1 of reference 3").click()

    expect(page.locator("#cite-wood-2006-1:target")).to_be_focused()
    expect(cited).to_be_in_viewport(ratio=1)


def test_a_run_shows_its_references_one_after_another(article_page: "Page") -> None:
    run = citation_marks(article_page).filter(has_text="1–3")
    run.click()

    headings = citation_popover(article_page).get_by_role("heading")
    expect(headings).to_have_text(["Reference 1", "Reference 2", "Reference 3"])
    citation_popover(article_page).get_by_role("link", name="See in reference list").nth(1).click()
    expect(article_page.locator("#ref-guedj-2007:target")).to_be_focused()
    article_page.get_by_role("link", name="c: back to citation 3 of reference 2").click()
    expect(run).to_be_focused()
    expect(run).to_be_in_viewport()


def test_the_sample_article_shows_the_size_of_a_trial(sample_clinic: None, page: "Page") -> None:
    page.goto("/articles/pain/ketamine-and-fibromyalgia/")
    page.locator(".statement [role=doc-biblioref]").first.click()

    expect(citation_popover(page)).to_contain_text("24 people, followed for 8 weeks")
    expect(citation_popover(page)).to_contain_text("Limited evidence")
