"""The panel "Problems" of the editor in a browser."""

from typing import TYPE_CHECKING

from tests.browser.chromium import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

RETURN_TO_TAB = "document.dispatchEvent(new Event('visibilitychange'))"


def panel(admin_page: "Page") -> "Locator":
    admin_page.locator("[data-side-panel-toggle=problems]").click()
    shown = admin_page.locator("[data-side-panel=problems]")
    expect(shown).to_be_visible()
    return shown


def problem_count(admin_page: "Page") -> "Locator":
    """Return the number on the panel's toggle."""
    return admin_page.locator("[data-side-panel-toggle=problems] [data-side-panel-toggle-counter]")
