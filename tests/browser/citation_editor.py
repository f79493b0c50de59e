"""Actions of an editor on citations in Wagtail's page editor."""

import re
from typing import TYPE_CHECKING

from tests.browser.chromium import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SHORTCUT = "Control+Shift+Digit9"


class CitationEditor:
    """The marks in rich texts, and the dialog in which their sources are chosen."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog", name=re.compile("Cite sources|Edit citation"))
        self.numbers = page.get_by_role("dialog", name="Convert numbers into citations")
        self.card = page.get_by_role("group", name="Citation", exact=True)

    def open(self) -> None:
        """Open the dialog by the keyboard, at the caret."""
        self.page.keyboard.press(SHORTCUT)
        expect(self.dialog).to_be_visible()

    def show(self, tab: str) -> "Locator":
        self.dialog.get_by_role("tab", name=tab).click()
        return self.dialog.get_by_role("tabpanel", name=tab)

    def source(self, words: str) -> "Locator":
        """Return the checkbox of a source in the visible panel."""
        return self.dialog.get_by_role("checkbox", name=re.compile(re.escape(words)))

    def search(self, query: str, found: str) -> None:
        self.dialog.get_by_role("searchbox").fill(query)
        expect(self.source(found)).to_be_visible()

    def tick(self, words: str) -> None:
        self.source(words).check()

    def expect_ticked(self, *labels: str) -> None:
        chips = self.dialog.get_by_role("list", name="In this citation").get_by_role("listitem")
        expect(chips).to_have_text([re.compile(label) for label in labels])

    def finish(self, button: str = "Cite") -> None:
        self.dialog.get_by_role("button", name=button, exact=True).click()
        expect(self.dialog).to_be_hidden()

    def paste_references(self, text: str) -> None:
        """Read pasted references, and use those that the preview ticks."""
        panel = self.show("Paste")
        panel.get_by_label("References").fill(text)
        panel.get_by_role("button", name="Read").click()
        panel.get_by_role("button", name=re.compile("^Tick selected sources")).click()
        expect(self.dialog.get_by_role("status")).to_contain_text("ticked")


def rich_text_in(block: "Locator") -> "Locator":
    """Return the first rich text of a block."""
    return block.locator(".public-DraftEditor-content").first


def citation_marks_in(prose: "Locator") -> "Locator":
    return prose.locator(".citation-mark")


def expect_stored(prose: "Locator", text: str) -> None:
    """Wait until the form field has the text, shortly after the editor."""
    widget = prose.locator("xpath=ancestor::*[@data-streamfield-widget][1]")
    stored = widget.locator("input[type=hidden]").first
    expect(stored).to_have_value(re.compile(re.escape(text)))


def paste_html(page: "Page", prose: "Locator", html: str, text: str) -> None:
    """Paste as from another program, with the event that the browser sends."""
    prose.click()
    prose.evaluate(
        """(editor, [html, text]) => {
          const clipboardData = new DataTransfer();
          if (html) clipboardData.setData("text/html", html);
          clipboardData.setData("text/plain", text);
          const event = { clipboardData, bubbles: true, cancelable: true };
          editor.dispatchEvent(new ClipboardEvent("paste", event));
        }""",
        [html, text],
    )
