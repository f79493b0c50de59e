"""Actions of an editor in Wagtail's page editor."""

import re
from typing import TYPE_CHECKING, Any

from tests.browser.chromium import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TOP_LEVEL_BLOCKS_SCRIPT = """() => {
  const body = document.querySelector('[data-contentpath="body"]');
  return [...body.querySelectorAll('[data-contentpath]')]
    .filter((e) => e.parentElement.closest('[data-contentpath]') === body)
    .map((e) => e.dataset.contentpath);
}"""


class PageEditor:
    """The form of one page, opened in the admin."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.body = page.locator('[data-contentpath="body"]')

    def open(self, address: str) -> None:
        self.page.goto(address)
        expect(self.body.get_by_title("Insert a block").first).to_be_visible()

    def title(self, text: str) -> None:
        """Fill in the title and leave the field, which makes the address of a new page."""
        field, slug = self.page.locator("[name=title]"), self.page.locator("[name=slug]")
        field.fill(text)
        field.blur()
        expect(slug).not_to_have_value("")

    def standfirst(self, text: str) -> None:
        self.page.locator("[name=summary]").fill(text)

    def insert(self, label: str) -> "Locator":
        """Insert a block of a kind before the last one, and return it."""
        before = self.page.evaluate(TOP_LEVEL_BLOCKS_SCRIPT)
        buttons = self.body.locator('button.c-sf-add-button[title="Insert a block"]')
        buttons.nth(buttons.count() - 2).click()
        self.page.get_by_role("option", name=re.compile(f"^{label}")).first.click()
        expect(buttons).to_have_count(len(before) + 2)
        (new,) = set(self.page.evaluate(TOP_LEVEL_BLOCKS_SCRIPT)) - set(before)
        return self.page.locator(f'[data-contentpath="{new}"]')

    def block(self, position: int) -> "Locator":
        """Return the block at a position in the body, counted from 0."""
        expect(self.body.locator("[data-contentpath]").last).to_be_attached()
        ids: list[Any] = self.page.evaluate(TOP_LEVEL_BLOCKS_SCRIPT)
        return self.page.locator(f'[data-contentpath="{ids[position]}"]')

    def fill(self, block: "Locator", **texts: str) -> None:
        """Fill fields of a block by name; rich text is typed."""
        for name, text in texts.items():
            field = block.locator(f'[data-contentpath="{name}"]').first
            prose = field.locator(".public-DraftEditor-content")
            if prose.count():
                self.write(prose, text)
            else:
                field.locator("input[type=text], textarea").first.fill(text)

    def write(self, prose: "Locator", text: str, *, over: bool = False) -> None:
        """Type into a rich text, replacing its text if `over`."""
        prose.first.click()
        if over:
            self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)
        expect(prose.first).to_contain_text(text)
        # The editor updates the form field a moment after the last key.
        widget = prose.first.locator("xpath=ancestor::*[@data-streamfield-widget][1]")
        stored = widget.locator("input[type=hidden]").first
        expect(stored).to_have_value(re.compile(re.escape(text)))

    def choose(self, block: "Locator", name: str, option: str) -> None:
        block.locator(f'[data-contentpath="{name}"] select').first.select_option(label=option)

    def add_item(self, block: "Locator", name: str) -> None:
        block.locator(f'[data-contentpath="{name}"]').first.get_by_title("Add").first.click()

    def cite(self, block: "Locator", title: str) -> None:
        """Choose a source from the library by its title."""
        sources = block.locator('[data-contentpath="sources"]').first
        sources.get_by_title("Add").first.click()
        self.choose_in_modal(sources.get_by_role("button", name="Choose reference").last, title)

    def choose_in_modal(self, button: "Locator", title: str) -> None:
        button.click()
        modal = self.page.locator(".modal-dialog")
        modal.get_by_role("link", name=title).first.click()
        expect(modal).to_be_hidden()

    def save_draft(self) -> None:
        self.page.get_by_role("button", name="Save draft").click()

    def publish(self) -> None:
        self.page.locator("footer").get_by_role("button", name="More actions").click()
        self.page.get_by_role("button", name="Publish", exact=True).click()
