"""The layout of citation marks, references and popovers, on screens and in print."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import expect
from tests.browser.cited_article import citation_marks, citation_popover, create_cited_article

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from pytest_django.live_server_helper import LiveServer

    from tests.browser.conftest import Audit, PageFactory
    from tests.browser.snapshots import Snapshots

# The middle of each mark and a box of 24 pixels around it belong to that mark alone.
TARGETS_OF_24 = """marks => marks.map((mark) => {
  mark.scrollIntoView({ block: "center" });
  const box = mark.getBoundingClientRect();
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return [[-11.9, -11.9], [11.9, -11.9], [-11.9, 11.9], [11.9, 11.9]]
    .every(([dx, dy]) => mark.contains(document.elementFromPoint(x + dx, y + dy)));
})"""
# How far the middle of a mark is above the middle of the last letter before it, in pixels.
LINE_RISE_SCRIPT = """mark => {
  const text = mark.closest("sup").previousSibling;
  const letter = document.createRange();
  letter.setStart(text, text.length - 1);
  letter.setEnd(text, text.length);
  const middle = ({ top, bottom }) => (top + bottom) / 2;
  return middle(letter.getBoundingClientRect()) - middle(mark.getBoundingClientRect());
}"""
# How much higher a paragraph is than its lines, in pixels.
LINE_EXCESS_SCRIPT = """paragraph => {
  const line = parseFloat(getComputedStyle(paragraph).lineHeight);
  const { height } = paragraph.getBoundingClientRect();
  return Math.abs(height - Math.round(height / line) * line);
}"""


@pytest.fixture
def address(live_server: "LiveServer", snapshots: "Snapshots") -> str:
    return snapshots.restore_or_build(create_cited_article)


def bounding_edges(element: "Locator") -> tuple[float, float, float, float]:
    """Return left, top, right and bottom within the window."""
    box = element.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def test_the_popover_opens_below_or_above_its_mark(page: "Page", address: str) -> None:
    page.goto(address)
    cited = citation_marks(page).nth(3)
    for end, place in (("start", "below"), ("end", "above")):
        cited.evaluate("(e, block) => e.scrollIntoView({ block })", end)
        cited.press("Enter")
        left, top, right, bottom = bounding_edges(citation_popover(page))
        mark_top, mark_bottom = bounding_edges(cited)[1::2]
        gap = top - mark_bottom if place == "below" else mark_top - bottom
        assert round(gap) == 12, place
        assert left >= 0
        assert right <= 1440
        assert right - left == 400
        page.keyboard.press("Escape")


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_it_is_a_sheet_below_its_sentence(
    new_page: "PageFactory", address: str, width: int
) -> None:
    page = new_page(size="phone")
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(address)
    for number in (0, 4, 6):
        cited = citation_marks(page).nth(number)
        cited.evaluate("e => e.scrollIntoView({ block: 'end' })")
        cited.click()
        left, top, right, bottom = bounding_edges(citation_popover(page))
        assert (left, right, bottom) == (0, width, 640)
        assert 0 < bounding_edges(cited)[3] < top
        before = page.evaluate("scrollY")
        page.mouse.move(width / 2, 20)
        page.mouse.wheel(0, 200)
        page.wait_for_function("before => scrollY > before", arg=before)
        expect(citation_popover(page)).to_be_visible()
        page.keyboard.press("Escape")


@pytest.mark.parametrize(("size", "scheme"), [("phone", "light"), ("desktop", "dark")])
def test_axe_finds_nothing_with_a_popover_open(
    new_page: "PageFactory", axe: "Audit", address: str, size: str, scheme: str
) -> None:
    page = new_page(size=size, scheme=scheme)
    page.goto(address)
    for cited in (
        citation_marks(page).filter(has_text="4").first,
        citation_marks(page).filter(has_text="1–3"),
    ):
        cited.click()
        expect(citation_popover(page)).to_be_visible()
        assert not axe(page)
        page.keyboard.press("Escape")  # it may cover the next mark


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_marks_and_back_links_are_large_enough(
    new_page: "PageFactory", address: str, size: str
) -> None:
    page = new_page(size=size)
    page.goto(address)
    assert citation_marks(page).count() == 11
    if size == "phone":
        page.locator(".references-fold > summary").click()
    for group in (citation_marks(page), page.locator("[role=doc-backlink]")):
        assert all(group.evaluate_all(TARGETS_OF_24))

    citation_marks(page).first.click()
    close = bounding_edges(citation_popover(page).get_by_role("button", name="Close"))
    assert (close[2] - close[0], close[3] - close[1]) == (44, 44)


def test_a_mark_joins_its_word_and_shifts_no_line(new_page: "PageFactory", address: str) -> None:
    page = new_page()
    page.goto(address)
    behind_text = "e => e.closest('sup').previousSibling?.nodeType === Node.TEXT_NODE"
    cited_there = [cited for cited in citation_marks(page).all() if cited.evaluate(behind_text)]
    assert len(cited_there) == 10
    for width in range(320, 460, 20):
        page.set_viewport_size({"width": width, "height": 800})
        for cited in cited_there:
            assert 0 < cited.evaluate(LINE_RISE_SCRIPT) < 12, width
        for paragraph in page.locator("main p:not(.section-sources):has(> .citation)").all():
            assert paragraph.evaluate(LINE_EXCESS_SCRIPT) < 0.5, width


def test_paper_shows_numbers_and_whole_references_and_no_popover(
    page: "Page", address: str
) -> None:
    page.goto(address)
    citation_marks(page).first.click()
    page.emulate_media(media="print")

    expect(page.locator(".reference-popover")).to_be_hidden()
    for files in page.locator(".reference-files").all():
        expect(files).to_be_hidden()
    for cited in citation_marks(page).all():
        expect(cited).to_be_visible()
        expect(cited).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    for entry in page.locator(".references ol > li").all():
        expect(entry).to_have_css("break-inside", "avoid")
        expect(entry.get_by_text("doi.org/10.1000/")).to_be_visible()
