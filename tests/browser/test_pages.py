"""Every kind of public page as visitors meet it, on the sample clinic."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import expect
from tests.browser.page_types import (
    ARTICLE,
    HORIZONTAL_OVERFLOW_SCRIPT,
    OPEN_DETAILS_SCRIPT,
    PAGES,
    UNFRAMED_SCRIPT,
    add_missing_page_types,
)

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

    from tests.browser.conftest import Audit, PageFactory

# 320 by 256 is what a window of 1280 by 1024 shows at four times the size.
SIZES = {
    "phone": [(320, 256), (320, 640), (390, 844)],
    "desktop": [(768, 1024), (1000, 800), (1440, 900)],
}
A4 = (700, 1000)
LARGE_FONT = 32

# Scrolls through, so that pictures further down load as well, and waits for all of them.
SCROLL_THROUGH_SCRIPT = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo(0, y);
    await new Promise(requestAnimationFrame);
  }
  scrollTo(0, 0);
  const loaded = (image) => image.complete || new Promise((done) => {
    image.addEventListener("load", done);
    image.addEventListener("error", done);
  });
  await Promise.all([...document.images].filter((image) => image.checkVisibility()).map(loaded));
}"""


@pytest.fixture
def every_page_type(sample_clinic: None) -> None:
    add_missing_page_types()


@pytest.mark.parametrize("size", SIZES)
def test_pages_are_accessible_and_fit_every_screen(
    every_page_type: None, new_page: "PageFactory", axe: "Audit", size: str
) -> None:
    """Visit each page once at this size, and look at it in the ways in which people read it."""
    page = new_page(size=size)
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        page.evaluate(SCROLL_THROUGH_SCRIPT)
        for problem, details in find_problems(page, axe, session, size):
            found[f"{name}: {problem}"] = details
    assert not found, "\n".join(f"{name}: {details}" for name, details in found.items())
    assert page.context.cookies() == []


def find_problems(
    page: "Page", axe: "Audit", session: "CDPSession", size: str
) -> Iterator[tuple[str, object]]:
    """Yield what is wrong with the open page, and put the browser back as it was."""
    original = page.viewport_size
    assert original
    if faults := axe(page):
        yield "axe", faults
    page.emulate_media(color_scheme="dark")
    if faults := axe(page, "color-contrast", "link-in-text-block"):
        yield "axe by night", faults
    page.emulate_media(color_scheme="light")
    page.evaluate(OPEN_DETAILS_SCRIPT)

    for width, height in SIZES[size]:
        page.set_viewport_size({"width": width, "height": height})
        yield from find_overflow(page, f"{width} by {height}")

    page.evaluate("document.documentElement.dir = 'rtl'")
    yield from find_overflow(page, "right to left")
    page.evaluate("document.documentElement.dir = ''")

    set_font_size(session, LARGE_FONT)
    for width in (320, 390) if size == "phone" else (1440,):
        page.set_viewport_size({"width": width, "height": 640})
        yield from find_overflow(page, f"large font at {width}")
    set_font_size(session, 16)

    page.emulate_media(forced_colors="active")
    if unframed := page.evaluate(UNFRAMED_SCRIPT):
        yield "without a frame in forced colours", unframed
    page.emulate_media(forced_colors="none", media="print")
    page.set_viewport_size({"width": A4[0], "height": A4[1]})
    yield from find_overflow(page, "on paper")
    page.emulate_media(media="screen")
    page.set_viewport_size(original)


def find_overflow(page: "Page", screen: str) -> Iterator[tuple[str, object]]:
    if excess := page.evaluate(HORIZONTAL_OVERFLOW_SCRIPT):
        yield f"scrolls sideways, {screen}", excess


def set_font_size(session: "CDPSession", size: int) -> None:
    """Set the default font size of the browser."""
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


def test_the_menu_opens_on_a_phone_without_script(
    sample_clinic: None, new_page: "PageFactory"
) -> None:
    page = new_page(size="phone", java_script_enabled=False)
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Our team").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our team")


def test_the_keyboard_reaches_the_text_first(sample_clinic: None, new_page: "PageFactory") -> None:
    page = new_page()
    page.goto(ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_print_shows_only_the_article(sample_clinic: None, new_page: "PageFactory") -> None:
    page = new_page()
    page.goto(ARTICLE)
    page.emulate_media(media="print")
    for shown in (".record", ".references", ".key-points"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("header nav", ".related", ".contents"):
        expect(page.locator(hidden).first).to_be_hidden()


ENTRY_HEIGHTS_SCRIPT = """() => [...document.querySelectorAll(".contents .contents-list a")].map(
  (entry) => {
    const range = document.createRange();
    range.selectNodeContents(entry);
    const style = getComputedStyle(entry);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const lines = new Set([...range.getClientRects()].map((rect) => rect.top)).size;
    const expected = lines * parseFloat(style.lineHeight) + padding;
    return [entry.textContent, Math.round(entry.getBoundingClientRect().height - expected)];
  },
)"""


def test_the_contents_have_no_gaps(sample_clinic: None, new_page: "PageFactory") -> None:
    page = new_page()
    page.goto(ARTICLE)
    gaps = dict(page.evaluate(ENTRY_HEIGHTS_SCRIPT))
    assert len(gaps) > 4
    assert {name: gap for name, gap in gaps.items() if gap} == {}


def test_the_contents_mark_the_section_being_read(
    sample_clinic: None, new_page: "PageFactory"
) -> None:
    page = new_page()
    page.goto(ARTICLE)
    current = page.locator(".contents-list [aria-current]:visible")
    expect(current).to_have_count(0)
    page.get_by_role("heading", name="Common questions").evaluate("e => e.scrollIntoView()")
    expect(current).to_have_text("Common questions")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text("References")
    page.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)
