"""Sections of a page are saved under a name, and copies of them inserted into another page."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from home.models import StandardPage
from home.saved_sections.models import SavedSections
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.factories import block, callout, home_page, saved_sections, standard_page, stream

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Audit = Callable[["Page"], list[str]]


def text(heading: str, **fields: Any) -> Any:
    return block("text", {"heading": heading, "text": "<p>Line 5.</p>", **fields})


def open_editor(admin: "Page", page: StandardPage) -> PageEditor:
    form = PageEditor(admin)
    form.open(f"/admin/pages/{page.pk}/edit/")
    return form


def press(admin: "Page", label: str) -> "Locator":
    """Press a button below the sections, and return the dialog."""
    admin.get_by_role("button", name=label).click()
    dialog = admin.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def insert(admin: "Page", name: str, where: str = "At the end") -> None:
    dialog = press(admin, "Insert saved sections…")
    dialog.get_by_role("radio", name=name).check()
    dialog.get_by_label("Where").select_option(label=where)
    dialog.get_by_role("button", name="Insert", exact=True).click()
    expect(dialog).to_be_hidden()


def headings(page: StandardPage) -> list[str]:
    page = StandardPage.objects.get(pk=page.pk)
    return [child.value["heading"] for child in page.body]


def test_sections_of_one_page_are_used_in_another(editor_page: "Page") -> None:
    admin = editor_page
    home = home_page()
    first = standard_page(
        home, "Directions", slug="directions", body=stream(text("By bus"), callout("Lift"))
    )
    second = standard_page(home, "Branch", slug="branch", body=stream(text("Where we are")))

    form = open_editor(admin, first)
    form.fill(form.block(0), heading="By bus or tram")
    dialog = press(admin, "Save sections…")
    for name in ("By bus or tram", "Lift"):
        dialog.get_by_label(name).check()
    dialog.get_by_label("Name").fill("Arrival")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(admin.get_by_text("“Arrival” is saved, with 2 sections.")).to_be_visible()
    # The form still has what was typed, and nothing of the page was stored.
    expect(form.block(0).locator("input[name$=heading]")).to_have_value("By bus or tram")
    assert headings(first) == ["By bus", "Lift"]

    admin.once("dialog", lambda leave: leave.accept())
    form = open_editor(admin, second)
    form.fill(form.block(0), heading="Where to find us")
    insert(admin, "Arrival")
    expect(admin.get_by_text("2 sections were inserted.")).to_be_visible()
    copy = form.block(1)
    expect(copy.locator("[data-panel-toggle]").first).to_be_focused()
    form.fill(copy, heading="By bike")
    form.publish()
    expect(admin.locator(".messages")).to_contain_text("published")

    assert headings(second) == ["Where to find us", "By bike", "Lift"]
    assert headings(first) == ["By bus", "Lift"]
    saved = SavedSections.objects.get()
    assert saved.section_names[0] == "Text “By bus or tram”"
    ids = {child.id for child in StandardPage.objects.get(pk=second.pk).body}
    assert len(ids) == 3
    assert not ids & {child.id for child in saved.body}


def test_copies_find_their_place_and_are_undone(editor_page: "Page") -> None:
    admin = editor_page
    form_section = block("form", {"heading": "Write to us"})
    page = standard_page(
        home_page(),
        "Branch",
        slug="branch",
        body=stream(text("First", anchor="way"), form_section, text("Last")),
    )
    saved_sections("Set", text("Way", anchor="way"), form_section, callout("Note"))
    form = open_editor(admin, page)

    insert(admin, "Set", "After Text “First”")

    result = admin.locator(".saved-sections__result")
    expect(result).to_be_focused()
    expect(result).to_contain_text("2 sections were inserted.")
    expect(result).to_contain_text("Form “Write to us”: This page has as many of these")
    expect(result).to_contain_text("Text “Way”: Another section has its name in links")
    names = form.body.locator("input[name^='body-'][name$='-value-heading']:visible")
    values = "fields => fields.map(field => field.value)"
    inserted = ["First", "Way", "Note", "Write to us", "Last"]
    assert names.evaluate_all(values) == inserted
    expect(form.block(1).locator("input[name$=anchor]")).to_have_value("")

    result.get_by_role("button", name="Undo").click()

    expect(result).to_contain_text("removed again")
    expect(form.body.locator("input[name$='-value-heading']:visible")).to_have_count(3)


def test_a_dialog_says_what_is_wrong_and_keeps_what_was_typed(editor_page: "Page") -> None:
    admin = editor_page
    saved_sections("Arrival")
    page = standard_page(home_page(), "Way", slug="way", body=stream(text("By bus")))
    open_editor(admin, page)
    dialog = press(admin, "Save sections…")
    errors = dialog.get_by_role("alert")
    dialog.get_by_label("Name").fill("Arrival")
    dialog.get_by_label("Name").press("Enter")

    expect(errors).to_have_text("Tick at least one section.")

    dialog.get_by_label("By bus").check()
    dialog.get_by_label("Name").press("Enter")

    expect(errors).to_contain_text("There is a set of this name.")
    expect(dialog.get_by_label("Name")).to_have_value("Arrival")
    admin.keyboard.press("Escape")
    expect(admin.get_by_role("button", name="Save sections…")).to_be_focused()
    assert SavedSections.objects.count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "small phone"])
def test_the_dialogs_are_accessible(
    new_page: Any, editor: Any, live_server: Any, settings: Any, axe: Audit, scheme: str, size: str
) -> None:
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0  # see `editor_page`
    client = Client()
    client.force_login(editor)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    admin = new_page(size, scheme)
    admin.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    for number in range(8):
        saved_sections(f"Set {number}", callout(), description="For the first visit")
    trust = block("trust", {"statements": []})
    saved_sections("Trust", trust)
    page = standard_page(home_page(), "Way", slug="way", body=stream(text("By bus")))
    open_editor(admin, page)

    dialog = press(admin, "Insert saved sections…")
    dialog.get_by_role("button", name="Insert", exact=True).click()
    expect(dialog.get_by_role("alert")).to_have_text("Choose a set first.")
    found = [each for each in axe(admin) if "saved" in each]
    dialog.get_by_label("Filter").fill("set 3")
    expect(dialog.locator("[data-set]:visible")).to_have_count(1)
    dialog.get_by_text("Preview").locator("visible=true").click()
    frame = dialog.frame_locator("iframe:visible")
    expect(frame.get_by_text(re.compile("Off-label"))).to_be_visible()
    dialog.get_by_role("button", name="Cancel").click()
    dialog = press(admin, "Save sections…")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    found += [each for each in axe(admin) if "saved" in each]

    assert found == []
    assert (
        admin.evaluate("document.querySelector('dialog[open]').scrollWidth")
        <= (admin.viewport_size["width"])
    )
