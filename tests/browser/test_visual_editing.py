"""The form of an article and its preview link to each other."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from articles.models import ArticlePage
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import (
    article,
    block,
    body,
    category,
    explanation,
    home_page,
    intro,
    list_items,
)
from tests.factories import reference as make_reference

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Locator, Page, Position

PROSE = ".public-DraftEditor-content"
REFRESH_TIMEOUT = 40_000
ATTEMPTS = 5
# Wagtail takes for changes what differs from its first look at the form, seconds after loading;
# a choice of what to see in the preview must not meet its loading.
MARK_PREVIEW_EVENTS_SCRIPT = """
addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.lookedAt = "";
});
addEventListener("w-preview:update", () => {
  document.documentElement.dataset.loading = "";
});
addEventListener("w-preview:loaded", () => {
  document.documentElement.dataset.previews = "";
  delete document.documentElement.dataset.loading;
});"""

FORM_STATE_SCRIPT = "JSON.stringify([...new FormData(document.querySelector('[data-edit-form]'))])"


class VisualEditor:
    """The form of an article and its preview."""

    def __init__(self, admin_page: "Page", address: str) -> None:
        self.admin = admin_page
        self.form = PageEditor(admin_page)
        self.form.open(address)
        admin_page.locator("[data-side-panel-toggle=preview]").click()
        expect(admin_page.locator("html[data-previews]")).to_be_attached()

    @property
    def shown(self) -> "FrameLocator":
        return self.admin.frame_locator("#w-preview-iframe")

    @property
    def pointed(self) -> "Locator":
        return self.admin.locator(".visual-editing__outline--pointed")

    @property
    def selected(self) -> "Locator":
        return self.admin.locator(".visual-editing__outline--selected")

    def switch_preview_mode(self, mode: str) -> None:
        """Switch the preview to a mode, with all changes so far.

        Wagtail forgets a choice that meets the loading of a preview: it is made again then.
        """
        idle = self.admin.locator("html[data-previews]:not([data-loading])")
        shown = self.admin.locator(f"#w-preview-iframe[src*='mode={mode}&']")
        for _attempt in range(ATTEMPTS):
            expect(idle).to_be_attached()
            if shown.count():
                break
            self.admin.locator("#id_preview_mode").select_option(mode)
        expect(shown).to_be_attached()


@pytest.fixture
def admin_page(editor_page: "Page") -> Iterator["Page"]:
    editor_page.add_init_script(MARK_PREVIEW_EVENTS_SCRIPT)
    yield editor_page
    # So that no request is on its way when the database is emptied.
    editor_page.goto("about:blank")


def open_draft_with(admin_page: "Page", *blocks: Any) -> VisualEditor:
    page: ArticlePage = article(category(home_page()), "Pain", body=body(*blocks))
    page.save_revision()
    return VisualEditor(admin_page, f"/admin/pages/{page.pk}/edit/")


def at_end(element: "Locator") -> "Position":
    """Return the position after the last word of a line."""
    box = element.bounding_box()
    assert box
    return {"x": box["width"] - 2, "y": box["height"] - 4}


def key_points_block(*texts: str) -> Any:
    listed = list_items(*({"text": f"<p>{text}</p>"} for text in texts))
    return block("key_points", {"heading": "In short", "points": listed})


def test_a_click_in_the_preview_focuses_the_form_field(admin_page: "Page") -> None:
    source = make_reference()
    visual_editor = open_draft_with(
        admin_page,
        intro(),
        key_points_block("First.", "Second."),
        explanation("What helps", "Rest helps a little", cited=(source,)),
        explanation("What does not"),
    )
    second = visual_editor.shown.locator(".key-points li").nth(1)
    second.hover()
    expect(visual_editor.pointed).to_have_text("Key points › Point")
    expect(visual_editor.pointed).to_be_in_viewport()

    stated = admin_page.evaluate(FORM_STATE_SCRIPT)
    admin_page.get_by_role("button", name="Collapse all").click()
    second.click()
    prose = visual_editor.form.block(1).locator(PROSE).nth(1)
    expect(prose).to_be_focused()
    expect(prose).to_be_in_viewport()
    expect(visual_editor.selected).to_have_text("Key points › Point")

    assert admin_page.evaluate(FORM_STATE_SCRIPT) == stated

    # The page shows a number where the form shows the name of the source.
    sentence = visual_editor.shown.get_by_text("Rest helps a little")
    sentence.click(position=at_end(sentence))
    expect(visual_editor.form.block(2).locator(PROSE)).to_be_focused()
    admin_page.keyboard.type(" indeed")
    expect(visual_editor.form.block(2).locator(PROSE)).to_have_text(
        "Rest helps a little [1] indeed"
    )

    visual_editor.shown.get_by_role("heading", name="What does not").click()
    heading = visual_editor.form.block(3).locator('[data-contentpath="heading"] input')
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()

    visual_editor.shown.locator("h1").click()
    expect(admin_page.locator("[name=title]")).to_be_focused()
    visual_editor.shown.get_by_role("link", name="Category").first.click()
    expect(visual_editor.shown.locator("h1")).to_have_text("Pain")


def test_the_preview_follows_the_form_and_the_keyboard(admin_page: "Page") -> None:
    answers = list_items(
        *({"question": f"Question {n}", "answer": "<p>Yes.</p>"} for n in range(2))
    )
    parts = [explanation(f"Part {n}") for n in range(4)]
    visual_editor = open_draft_with(
        admin_page, intro(), *parts, block("faq", {"heading": "Often asked", "items": answers})
    )
    answer = visual_editor.shown.locator("details .answer").nth(1)
    expect(answer).not_to_be_in_viewport()
    field = visual_editor.form.block(5).locator(PROSE).nth(1)
    field.click()
    expect(answer).to_be_in_viewport()
    expect(visual_editor.selected).to_have_text("Questions and answers › Answer")
    expect(field).to_be_in_viewport()

    # What is moved stays selected, and in sight.
    last = visual_editor.form.block(4)
    last.locator('[data-contentpath="heading"] input').click()
    last.get_by_title("Move up").first.click()
    visual_editor.switch_preview_mode("print")
    headings = visual_editor.shown.locator(".body h2")
    expect(headings.nth(2)).to_have_text("Part 3")
    expect(headings.nth(2)).to_be_in_viewport()
    expect(visual_editor.selected).to_have_text("Explanation")
    headings.nth(3).click()
    moved = visual_editor.form.block(4).locator('[data-contentpath="heading"] input')
    expect(moved).to_be_focused()
    expect(moved).to_have_value("Part 2")

    admin_page.keyboard.press("Alt+Enter")
    expect(admin_page.locator("#w-preview-iframe")).to_be_focused()
    admin_page.keyboard.press("Alt+ArrowUp")
    expect(visual_editor.selected).to_have_text("Explanation")
    expect(admin_page.locator("output", has_text="Explanation: Part 3")).to_be_attached()
    admin_page.keyboard.press("Alt+Enter")
    expect(
        visual_editor.form.block(3).locator('[data-contentpath="heading"] input')
    ).to_be_focused()

    visual_editor.switch_preview_mode("card")
    visual_editor.shown.locator(".card-line").first.click()
    expect(admin_page.locator("[name=card_summary]")).to_be_focused()
    visual_editor.switch_preview_mode("found")
    visual_editor.shown.locator(".found-title").first.hover()
    expect(visual_editor.pointed).to_have_text("Title")
    visual_editor.shown.locator(".found-title").first.click()
    expect(admin_page.locator("[name=title]")).to_be_focused()


def test_a_new_article_is_linked_to_its_preview(admin_page: "Page", settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 500
    parent = category(home_page())
    visual_editor = VisualEditor(admin_page, f"/admin/pages/add/articles/articlepage/{parent.pk}/")
    expect(admin_page.locator("html[data-looked-at]")).to_be_attached()
    prose = visual_editor.form.block(0).locator(PROSE)
    visual_editor.form.title("Pain")
    visual_editor.form.write(prose, "Knees bear us.")
    shown = visual_editor.shown.get_by_text("Knees bear us.")
    expect(shown).to_be_visible(timeout=REFRESH_TIMEOUT)
    shown.click()
    expect(prose).to_be_focused()

    expect(admin_page).to_have_url(re.compile(r"/edit/$"), timeout=REFRESH_TIMEOUT)
    new = visual_editor.form.insert("Explanation")
    visual_editor.form.fill(new, heading="What a knee is")
    heading = visual_editor.shown.get_by_role("heading", name="What a knee is")
    expect(heading).to_be_visible(timeout=REFRESH_TIMEOUT)
    visual_editor.shown.locator("h1").click()
    expect(admin_page.locator("[name=title]")).to_be_focused()
    heading.click()
    expect(new.locator('[data-contentpath="heading"] input')).to_be_focused()
    expect(visual_editor.selected).to_have_text("Explanation › Heading")
