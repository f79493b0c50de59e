"""An article on a phone: what stands where, what is folded, and what opens it."""

from typing import TYPE_CHECKING

import pytest

from articles.models import ArticlePage
from tests.browser.chromium import expect
from tests.browser.cited_article import create_cited_article
from tests.browser.page_types import HORIZONTAL_OVERFLOW_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from tests.browser.conftest import Audit, PageFactory
    from tests.browser.snapshots import Snapshots

ARTICLE = "/articles/pain/ketamine-and-fibromyalgia/"
OVERDUE = "/articles/mood/talking-therapies-for-depression/"
PROSE_TABLE = "/articles/mood/talking-therapies-for-depression/"
LAST_KEY_POINTS = 900
LAST_TEXT = 1200
POSITIONS_SCRIPT = """() => [".body > .key-points", ".body > .prose"].map(
  (part) => document.querySelector(part).getBoundingClientRect().top + scrollY
)"""
# Cells or their text that reach beyond the edges of the window.
CUT_OFF_SCRIPT = """() => [...document.querySelectorAll(".table-part :is(caption, th, td)")]
  .filter((cell) => cell.closest("tbody") || cell.matches("caption"))
  .filter((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return [...range.getClientRects()].some(({ left, right }) => left < 0 || right > innerWidth);
  }).map((cell) => cell.textContent)"""


@pytest.fixture
def phone(new_page: "PageFactory") -> "Page":
    return new_page(size="phone")


@pytest.fixture
def without_script(new_page: "PageFactory") -> "Page":
    return new_page(size="phone", java_script_enabled=False)


@pytest.fixture
def cited_address(live_server: "LiveServer", snapshots: "Snapshots") -> str:
    return snapshots.restore_or_build(create_cited_article)


def test_key_points_and_text_begin_high_up_in_each_article(
    sample_clinic: None, phone: "Page"
) -> None:
    late = {}
    for article in ArticlePage.objects.live():
        phone.goto(article.url)
        points, text = phone.evaluate(POSITIONS_SCRIPT)
        if points >= LAST_KEY_POINTS or text >= LAST_TEXT:
            late[article.slug] = (points, text)
    assert not late


def test_the_record_is_two_lines_that_open_without_script(
    sample_clinic: None, without_script: "Page"
) -> None:
    page = without_script
    page.goto(ARTICLE)
    lines = page.locator(".record-fold > summary")
    expect(lines).to_contain_text("Reviewed 12 Sep 2026 by Dr Tomas Lindqvist")
    expect(lines).to_contain_text("Written by Amara Osei")
    expect(page.locator(".record")).to_be_hidden()
    box = lines.bounding_box()
    assert box is not None
    assert 44 <= box["height"] < 72

    lines.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".record").get_by_text("10 sources")).to_be_visible()
    expect(page.locator(".record .timeline")).to_contain_text("Next review Sep 2027")


def test_a_folded_record_says_that_a_review_is_due(sample_clinic: None, phone: "Page") -> None:
    phone.goto(OVERDUE)

    expect(phone.locator(".record-fold > summary").get_by_text("Review due")).to_be_visible()


def test_a_folded_record_says_that_nobody_reviewed(phone: "Page", cited_address: str) -> None:
    phone.goto(cited_address)

    lines = phone.locator(".record-fold > summary")
    expect(lines.get_by_text("Not medically reviewed")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_citation_opens_the_folded_references(
    new_page: "PageFactory", cited_address: str, *, script: bool
) -> None:
    page = new_page(size="phone", java_script_enabled=script)
    page.goto(cited_address)
    entry = page.locator("#ref-wood-2006")
    expect(entry).to_be_hidden()

    page.locator("#cite-wood-2006-1").click()
    if script:
        page.get_by_role("link", name="See in reference list").click()

    expect(page.locator("#ref-wood-2006:target")).to_be_in_viewport(ratio=1)
    expect(entry).to_be_focused()
    entry.locator("[role=doc-backlink]").first.click()
    expect(page.locator("#cite-wood-2006-1")).to_be_in_viewport(ratio=1)


def test_an_address_with_an_entry_opens_the_folded_references(
    without_script: "Page", cited_address: str
) -> None:
    without_script.goto(f"{cited_address}#ref-wood-2006")

    expect(without_script.locator("#ref-wood-2006")).to_be_in_viewport(ratio=1)


def test_one_tap_unfolds_and_folds_the_references(phone: "Page", cited_address: str) -> None:
    phone.goto(cited_address)
    summary = phone.get_by_text("Show all 4 sources")
    summary.click()
    expect(phone.locator(".reference").first).to_be_visible()
    expect(phone.get_by_role("link", name="RIS").first).to_be_visible()
    summary.click()
    expect(phone.locator(".reference").first).to_be_hidden()


@pytest.mark.parametrize("width", [320, 375, 390])
def test_no_column_of_a_table_is_cut_off(sample_clinic: None, phone: "Page", width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 800})
    for address in (ARTICLE, PROSE_TABLE, "/how-we-review/"):
        phone.goto(address)
        assert phone.locator(".table-part td").count(), address
        assert phone.evaluate(CUT_OFF_SCRIPT) == [], address
        assert phone.evaluate(HORIZONTAL_OVERFLOW_SCRIPT) == 0, address


def test_the_verdict_of_a_table_is_beside_its_label(sample_clinic: None, phone: "Page") -> None:
    phone.goto(ARTICLE)
    row = phone.locator(".table-part tbody tr").nth(1)

    expect(row.get_by_text("Clear difference?")).to_be_visible()
    expect(row.get_by_text("No", exact=True)).to_be_visible()


def test_axe_finds_nothing_when_all_is_unfolded(
    sample_clinic: None, phone: "Page", axe: "Audit"
) -> None:
    phone.goto(ARTICLE)
    for fold in (".record-fold", ".contents-fold", ".references-fold"):
        phone.locator(f"{fold} > summary").click()
    assert not axe(phone)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_paper_has_the_whole_record_and_all_references(
    sample_clinic: None, new_page: "PageFactory", size: str
) -> None:
    page = new_page(size=size, java_script_enabled=False)
    page.goto(ARTICLE)
    page.emulate_media(media="print")

    expect(page.locator(".record .timeline")).to_be_visible()
    expect(page.locator(".references li").last).to_be_visible()
    for summary in (".record-fold > summary", ".references-fold > summary"):
        expect(page.locator(summary)).to_be_hidden()


def test_a_wide_window_folds_neither(sample_clinic: None, page: "Page") -> None:
    page.goto(ARTICLE)
    expect(page.locator(".record .timeline")).to_be_visible()
    expect(page.locator(".references li").last).to_be_visible()
    expect(page.get_by_text("Show all 10 sources")).to_be_hidden()
