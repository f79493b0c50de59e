"""A large default font, and a language written right to left. See also `test_pages.py`."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_pages import set_font_size

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import PageFactory

RIGHT_TO_LEFT_SCRIPT = "document.documentElement.dir = 'rtl'"


@pytest.mark.parametrize("size", ["phone", "small phone"])
def test_a_default_font_of_32_pixels_parts_name_and_menu(
    sample_clinic: None, new_page: "PageFactory", size: str
) -> None:
    page = new_page(size=size)
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    set_font_size(session, 32)
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"

    name = page.locator(".site-header .brand-name").bounding_box()
    menu = page.locator(".menu > summary").bounding_box()
    assert name["y"] + name["height"] <= menu["y"] or name["x"] + name["width"] <= menu["x"]


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
