"""Every kind of public page as visitors meet it, on the sample clinic."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Audit, PageFactory

PAGES = {
    "home": "/",
    "category": "/articles/pain/",
    "filtered category": "/articles/?source=5&reviewed=year",
    "article": "/articles/pain/ketamine-and-fibromyalgia/",
    "overdue article": "/articles/mood/talking-therapies-for-depression/",
    "team": "/team/",
    "person": "/team/tomas-lindqvist/",
    "standard page": "/complaints/",
    "corrections": "/corrections/",
    "place": "/orchard-row/",
    "enquiry": "/book-a-consultation/",
    "not found": "/no-such-page/",
}
HORIZONTAL_OVERFLOW_SCRIPT = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


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


@pytest.mark.parametrize(("size", "other"), [("phone", "desktop"), ("desktop", "phone")])
def test_axe_finds_nothing_and_visitors_get_no_cookie(
    sample_clinic: None, new_page: "PageFactory", axe: "Audit", size: str, other: str
) -> None:
    """Use light colours at one size and dark ones at the other, which differ in contrast."""
    page = new_page(size=size)
    night = new_page(size=other, scheme="dark")
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        page.evaluate(SCROLL_THROUGH_SCRIPT)
        found[name] = axe(page)
        night.goto(address)
        found[f"{name} by night"] = axe(night)
    assert not {name: faults for name, faults in found.items() if faults}
    assert page.context.cookies() == []


def test_nothing_scrolls_sideways(sample_clinic: None, new_page: "PageFactory") -> None:
    page = new_page()
    wide = {}
    for name, address in PAGES.items():
        page.goto(address)
        for width in (320, 390, 768, 1000, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if excess := page.evaluate(HORIZONTAL_OVERFLOW_SCRIPT):
                wide[f"{name} at {width}"] = excess
    assert not wide


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
    page.goto(PAGES["article"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_print_shows_only_the_article(sample_clinic: None, new_page: "PageFactory") -> None:
    page = new_page()
    page.goto(PAGES["article"])
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
    page.goto(PAGES["article"])
    gaps = dict(page.evaluate(ENTRY_HEIGHTS_SCRIPT))
    assert len(gaps) > 4
    assert {name: gap for name, gap in gaps.items() if gap} == {}


def test_the_contents_mark_the_section_being_read(
    sample_clinic: None, new_page: "PageFactory"
) -> None:
    page = new_page()
    page.goto(PAGES["article"])
    current = page.locator(".contents-list [aria-current]:visible")
    expect(current).to_have_count(0)
    page.get_by_role("heading", name="Common questions").evaluate("e => e.scrollIntoView()")
    expect(current).to_have_text("Common questions")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text("References")
    page.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)
