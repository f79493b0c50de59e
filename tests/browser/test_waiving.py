"""A publisher lets a sentence stand with a reason, in the panel "Problems"."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from home.models import StandardPage
from home.models.roles import PUBLISHERS
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor
from tests.browser.problems_panel import RETURN_TO_TAB, panel, problem_count
from tests.factories import home_page, standard_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROMISE = "Our course cures eczema."
WORDS = "It is the registered name of the course."


def open_standard_page(staff_page: "Page", **fields: Any) -> PageEditor:
    page = standard_page(home_page(), "Eczema", slug="eczema", live=False, **fields)
    page.save_revision()
    form = PageEditor(staff_page)
    form.open(f"/admin/pages/{page.pk}/edit/")
    return form


def test_a_promise_is_refused_waived_and_published(admin_of: Callable[[str], "Page"]) -> None:
    staff_page = admin_of(PUBLISHERS)
    form = open_standard_page(staff_page, summary="We help.")
    form.standfirst(PROMISE)
    form.publish()

    said = staff_page.locator(".messages")
    expect(said).to_contain_text(f"“{PROMISE}” Promises a cure.")
    expect(said).to_contain_text("waive it with a reason in the panel “Problems”")
    listed = panel(staff_page)
    listed.get_by_text("Waive…").click()
    expect(listed).to_contain_text("Save first: then you can waive this with a reason.")

    form.save_draft()
    expect(said).to_contain_text("has been updated")
    expect(listed).to_be_visible()
    listed.get_by_role("link", name="Summary").click()
    expect(staff_page.locator("[name=summary]")).to_be_focused()
    listed.get_by_text("Waive…").click()
    reason, words = listed.get_by_label("Reason"), listed.get_by_label("In your words")
    waive = listed.get_by_role("button", name="Waive this sentence")
    words.fill("A name.")
    waive.click()
    expect(reason).to_be_focused()
    expect(listed).to_contain_text("Choose a reason.")
    expect(listed).to_contain_text("Say why in at least 15 characters")
    expect(words).to_have_value("A name.")

    reason.select_option(label="A legal name")
    words.fill(WORDS)
    waive.click()
    expect(listed).to_contain_text("No problems found")
    expect(listed.locator(".problems__found")).to_be_focused()
    listed.get_by_text("Waived (1)").click()
    expect(listed).to_contain_text(WORDS)
    form.publish()

    expect(said).to_contain_text("has been published")
    assert StandardPage.objects.live().get(slug="eczema").summary == PROMISE


def test_a_waiver_is_withdrawn(admin_of: Callable[[str], "Page"]) -> None:
    staff_page = admin_of(PUBLISHERS)
    open_standard_page(staff_page, summary=PROMISE)
    listed = panel(staff_page)
    listed.get_by_text("Waive…").click()
    listed.get_by_label("Reason").select_option(label="Not a claim")
    listed.get_by_label("In your words").fill(WORDS)
    listed.get_by_role("button", name="Waive this sentence").click()
    listed.get_by_text("Waived (1)").click()

    listed.get_by_role("button", name="Withdraw").click()

    expect(listed).to_contain_text("Stops publishing (1)")
    expect(problem_count(staff_page)).to_have_text("1")


def test_what_is_typed_outlives_an_update_of_the_list(editor_page: "Page") -> None:
    form = open_standard_page(editor_page, summary=PROMISE)
    listed = panel(editor_page)
    listed.get_by_text("Waive…").click()
    words = listed.get_by_label("In your words")
    words.fill(WORDS)
    page = StandardPage.objects.get(slug="eczema")
    page.search_description = f"{PROMISE} Call us."
    page.save_revision()

    editor_page.evaluate(RETURN_TO_TAB)

    expect(listed).to_contain_text("Stops publishing (2)")
    expect(words.first).to_be_visible()
    expect(words.first).to_have_value(WORDS)
    expect(words.first).to_be_focused()
    expect(form.body).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_of_the_panel_are_accessible(
    admin_of: Callable[[str], "Page"], axe: Callable[["Page"], list[str]], scheme: str
) -> None:
    staff_page = admin_of(PUBLISHERS)
    staff_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_standard_page(staff_page, summary=PROMISE, search_description="Our cream cures acne.")
    listed = panel(staff_page)
    listed.get_by_text("Waive…").first.click()
    listed.get_by_label("Reason").first.select_option(label="Not a claim")
    listed.get_by_label("In your words").first.fill(WORDS)
    listed.get_by_role("button", name="Waive this sentence").first.click()
    listed.get_by_text("Waived (1)").click()
    listed.get_by_text("Waive…").click()
    listed.get_by_role("button", name="Waive this sentence").click()
    expect(listed).to_contain_text("Choose a reason.")

    found = axe(staff_page)

    assert not [each for each in found if any(name in each for name in ("problem", "waiv"))]
