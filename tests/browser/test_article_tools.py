"""The tools of an article: copying its link, printing, contents."""

from typing import TYPE_CHECKING

from tests.browser.chromium import expect
from tests.browser.cited_article import create_cited_article

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.snapshots import Snapshots

MARK_PRINTED_SCRIPT = "window.print = () => document.body.setAttribute('data-printed', '')"
READ_CLIPBOARD_SCRIPT = "navigator.clipboard.readText()"
CONTENTS_HEIGHT_SCRIPT = "document.querySelector('.contents nav').offsetHeight"


def test_copying_the_link_printing_and_contents(snapshots: "Snapshots", page: "Page") -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(MARK_PRINTED_SCRIPT)
    page.goto(snapshots.restore_or_build(create_cited_article))
    height = page.evaluate(CONTENTS_HEIGHT_SCRIPT)

    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status")).to_have_text("Link copied.")
    assert page.evaluate(READ_CLIPBOARD_SCRIPT) == page.locator(
        "link[rel=canonical]"
    ).get_attribute("href")

    page.get_by_role("button", name="Print this article").click()
    expect(page.locator("body[data-printed]")).to_be_attached()

    page.get_by_role("heading", name="What the studies show").evaluate("e => e.scrollIntoView()")
    current = page.locator(".contents-list [aria-current]:visible")
    expect(current).to_have_text("What the studies show")
    assert page.evaluate(CONTENTS_HEIGHT_SCRIPT) == height
