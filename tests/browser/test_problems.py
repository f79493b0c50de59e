"""The list of problems updates while an editor writes, and links to each problem."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils.timezone import localdate

from tests.browser.chromium import expect
from tests.browser.problems_panel import (
    AUTOSAVE_TIMEOUT,
    RETURN_TO_TAB,
    live_region,
    open_article_with,
    open_editor,
    panel,
    problem_count,
)
from tests.factories import (
    block,
    category,
    explanation,
    home_page,
    intro,
    list_items,
)
from tests.factories import reference as make_reference

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from home.models import User

PROSE = ".public-DraftEditor-content"
TYPED = "<p>Pain can stay (5).</p>"


@pytest.fixture
def admin_page(autosaving: "Callable[[User], Page]", editor: "User") -> "Page":
    return autosaving(editor)


def collapse(panel: "Locator") -> None:
    toggle = panel.locator("[data-panel-toggle]").first
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(panel.locator(".w-panel__content").first).to_be_hidden()


def test_a_typed_citation_is_listed_fixed_and_gone(admin_page: "Page") -> None:
    form = open_article_with(admin_page, intro(), explanation(text="Pain can stay."))
    expect(problem_count(admin_page)).to_be_hidden()
    explained = form.block(1)
    prose = explained.locator(PROSE).first
    form.write(prose, "Pain can stay (5).", over=True)

    expect(problem_count(admin_page)).to_have_text("1", timeout=AUTOSAVE_TIMEOUT)
    expect(live_region(admin_page)).to_have_text("1 error")
    listed = panel(admin_page)
    expect(listed).to_contain_text("“(5)” after “Pain can stay” looks like a citation")

    collapse(explained)
    listed.get_by_role("link", name="Explanation “How it works”").click()
    expect(prose).to_be_focused()
    expect(prose).to_be_in_viewport()

    admin_page.keyboard.press("Control+A")
    admin_page.keyboard.type("Pain can stay.")
    expect(listed).to_contain_text("No problems found", timeout=AUTOSAVE_TIMEOUT)
    expect(problem_count(admin_page)).to_be_hidden()
    expect(live_region(admin_page)).to_have_text("No problems found")


def test_the_panel_of_a_new_article_updates_once_saved(admin_page: "Page") -> None:
    parent = category(home_page())
    form = open_editor(admin_page, f"/admin/pages/add/articles/articlepage/{parent.pk}/")
    listed = panel(admin_page)
    expect(listed).to_contain_text("No problems found")
    form.title("Pain")
    form.write(form.block(0).locator(PROSE), "Pain can stay (5).")

    expect(listed).to_contain_text("“(5)” after “Pain can stay”", timeout=AUTOSAVE_TIMEOUT)
    expect(problem_count(admin_page)).to_have_text(re.compile("^[1-9]$"))
    expect(admin_page).to_have_url(re.compile(r"/edit/$"))
    listed.get_by_role("link", name="Introduction").click()
    expect(form.block(0).locator(PROSE)).to_be_focused()


def test_a_link_expands_panels_around_its_target(admin_page: "Page") -> None:
    points = list_items({"text": "<p>One.</p>"}, {"text": TYPED})
    form = open_article_with(
        admin_page, intro(), block("key_points", {"heading": "In short", "points": points})
    )
    listed = panel(admin_page)
    key_points = form.block(1)
    second = admin_page.locator(f'[data-contentpath="{points[1]["id"]}"]')
    collapse(second)
    collapse(key_points)
    admin_page.get_by_role("tab", name="People and review").click()

    listed.get_by_role("link", name="Key points “In short”").first.click()

    expect(second.locator(PROSE)).to_be_focused()
    expect(second.locator(PROSE)).to_be_in_viewport()


def test_a_link_opens_a_field_in_block_settings(admin_page: "Page") -> None:
    value = {"heading": "Nerves", "text": "", "note_term": "", "note_text": "They learn (5)."}
    form = open_article_with(admin_page, intro(), block("explanation", value))
    note = form.block(1).locator("textarea")
    expect(note).to_be_hidden()

    panel(admin_page).get_by_role("link", name="Explanation “Nerves”").click()

    expect(note).to_be_focused()


def test_a_source_fixed_in_another_tab_is_updated_on_return(admin_page: "Page") -> None:
    year = localdate().year  # older sources would be a warning of their own
    one = make_reference(container="Pain", year=year)
    two = make_reference("Noppers I", title="Another study", container="Pain", year=year)
    open_article_with(
        admin_page, explanation(cited=(one,)), explanation("What helps", cited=(two,))
    )
    listed = panel(admin_page)
    expect(listed).to_contain_text("2 warnings")
    other = listed.get_by_role("link", name="Explanation “What helps”").first
    other.focus()
    one.volume = "7"
    one.save()

    admin_page.evaluate(RETURN_TO_TAB)

    expect(listed).to_contain_text("1 warning")
    expect(other).to_be_focused()


def test_a_failed_request_for_the_list_is_shown(admin_page: "Page") -> None:
    open_article_with(admin_page, intro(TYPED))
    listed = panel(admin_page)
    admin_page.route("**/problems/", lambda route: route.abort())
    admin_page.evaluate(RETURN_TO_TAB)

    expect(listed).to_contain_text("could not be updated")
    expect(listed).to_contain_text("“(5)” after “Pain can stay”")
    expect(problem_count(admin_page)).to_have_text("?")
    expect(live_region(admin_page)).to_contain_text("could not be updated")

    admin_page.unroute("**/problems/")
    admin_page.evaluate(RETURN_TO_TAB)

    expect(listed).not_to_contain_text("could not be updated")
    expect(problem_count(admin_page)).to_have_text("1")


def test_a_deleted_block_is_reported_as_gone(admin_page: "Page", settings: Any) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    form = open_article_with(admin_page, intro(TYPED), explanation())
    listed = panel(admin_page)
    form.block(0).get_by_title("Delete").first.click()

    listed.get_by_role("link", name="Introduction").click()

    expect(listed).to_contain_text("This block was deleted from the form.")


def test_on_a_narrow_screen_the_panel_closes_for_its_target(admin_page: "Page") -> None:
    admin_page.set_viewport_size({"width": 390, "height": 844})
    form = open_article_with(admin_page, intro(TYPED))
    listed = panel(admin_page)

    listed.get_by_role("link", name="Introduction").click()

    expect(listed).to_be_hidden()
    expect(form.block(0).locator(PROSE)).to_be_focused()


def test_the_panel_is_accessible(admin_page: "Page", axe: Callable[["Page"], list[str]]) -> None:
    open_article_with(admin_page, intro(TYPED), explanation(cited=(make_reference(),)))
    panel(admin_page)

    assert not [violation for violation in axe(admin_page) if "problem" in violation]


def test_references_typed_as_text_become_citations(admin_page: "Page") -> None:
    lines = (
        "1. Ball T, Reed M. Walking and knees. Pain. 2019;12(3):44-9.",
        "2. Hale S, Moore K. Sleep after surgery. Lancet. 2020;5(1):1-9.",
    )
    text = "<p>Pain can stay (2).</p>" + "".join(f"<p>{line}</p>" for line in lines)
    form = open_article_with(admin_page, intro(text))
    listed = panel(admin_page)
    expect(listed).to_contain_text("2 references are typed here as text.")

    listed.get_by_role("button", name="Cite these sources").click()
    dialog = admin_page.locator("#citing-numbers")
    dialog.get_by_role("button", name="Read").click()
    dialog.get_by_role("checkbox").first.check()
    dialog.get_by_role("button", name="Convert ticked numbers").click()
    prose = form.block(0).locator(PROSE).first
    expect(prose).to_contain_text("Pain can stay [Hale 2020].")
    expect(prose).to_contain_text("2019;12(3):44-9")

    listed.get_by_role("button", name="Delete the list here").click()
    expect(prose).to_have_text("Pain can stay [Hale 2020].")
