"""Every kind of public page with a large default font, and in a language written right to left."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_pages import HORIZONTAL_OVERFLOW_SCRIPT, PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import PageFactory

ALL_PAGES = PAGES | {
    "search": "/search/?q=ketamine",
    "search without results": "/search/?q=zzzzqx",
    "long title": "/articles/mood/ketamine-for-depression-that-has-not-lifted/",
    "table": "/prices/",
}
OPEN_DETAILS_SCRIPT = "document.querySelectorAll('details').forEach((e) => { e.open = true; })"
RIGHT_TO_LEFT_SCRIPT = "document.documentElement.dir = 'rtl'"


def find_wide_pages(page: "Page", *scripts: str) -> dict[str, int]:
    """Return the pages that scroll sideways, by how many pixels."""
    wide = {}
    for name, address in ALL_PAGES.items():
        page.goto(address)
        for script in (*scripts, OPEN_DETAILS_SCRIPT):
            page.evaluate(script)
        if excess := page.evaluate(HORIZONTAL_OVERFLOW_SCRIPT):
            wide[name] = excess
    return wide


@pytest.mark.parametrize("size", ["phone", "small phone"])
def test_nothing_scrolls_sideways_with_a_default_font_of_32_pixels(
    sample_clinic: None, new_page: "PageFactory", size: str
) -> None:
    page = new_page(size=size)
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"

    name = page.locator(".site-header .brand-name").bounding_box()
    menu = page.locator(".menu > summary").bounding_box()
    assert name["y"] + name["height"] <= menu["y"] or name["x"] + name["width"] <= menu["x"]
    assert find_wide_pages(page) == {}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_nothing_scrolls_sideways_from_right_to_left(
    sample_clinic: None, new_page: "PageFactory", size: str
) -> None:
    assert find_wide_pages(new_page(size=size), RIGHT_TO_LEFT_SCRIPT) == {}


def test_from_right_to_left_the_band_s_drawing_grows_from_the_edge(
    sample_clinic: None, page: "Page"
) -> None:
    page.goto("/articles/pain/")
    page.evaluate(RIGHT_TO_LEFT_SCRIPT)

    drawing = page.locator(".band img")
    assert drawing.evaluate("e => getComputedStyle(e).scale") == "-1 1"
    assert drawing.evaluate("e => e.getBoundingClientRect().left") == 0


def test_from_right_to_left_text_keeps_its_distance_from_edges(
    sample_clinic: None, page: "Page"
) -> None:
    page.goto("/")
    before = page.locator(".invitation-text").evaluate("e => getComputedStyle(e).paddingLeft")
    page.evaluate(RIGHT_TO_LEFT_SCRIPT)

    after = page.locator(".invitation-text").evaluate("e => getComputedStyle(e).paddingRight")
    assert after == before != "0px"
