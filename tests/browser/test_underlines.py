"""The words of problems are underlined in the form, and keys lead from one to the next."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils.timezone import localdate

from articles.models import ArticlePage
from articles.references.study_types import StudyType
from home.models import StandardPage
from home.models.roles import EDITORS
from tests.articles.library.staff import member
from tests.articles.review.helpers import create_draft_for_review
from tests.browser.chromium import expect
from tests.browser.citation_editor import (
    CitationEditor,
    citation_marks_in,
    paste_html,
    rich_text_in,
)
from tests.browser.page_editor import PageEditor
from tests.browser.problems_panel import (
    AUTOSAVE_TIMEOUT,
    expect_selected,
    expect_underlined,
    live_region,
    open_editor,
    panel,
)
from tests.browser.test_sign_off import submit_for_review
from tests.factories import (
    block,
    home_page,
    prose,
    reference,
    service,
    services,
    standard_page,
    stream,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from home.models import User

PROMISE, FLAGGED = "Acupuncture prevents colds.", "Acupuncture prevents colds"
TITLE = "Reclaim the mornings you lost."
WORDS = "It is the title of a leaflet that we discuss."
TWO_CLAIMS = "<p>Pain can stay. Our course cures eczema.</p><p>You will walk without a stick.</p>"


def open_standard_page(staff_page: "Page", **fields: Any) -> PageEditor:
    text = block("text", {"heading": "More", "text": fields.pop("text", prose("A little."))})
    page: StandardPage = standard_page(home_page(), body=stream(text), live=False, **fields)
    page.save_revision()
    form = PageEditor(staff_page)
    form.open(f"/admin/pages/{page.pk}/edit/")
    return form


def test_a_promise_is_underlined_cited_waived_and_signed(
    autosaving: "Callable[[User], Page]",
    new_page: Callable[..., "Page"],
) -> None:
    reference(
        "Linde K",
        title="Needles and colds",
        study_type=StudyType.RANDOMISED_TRIAL,
        container="Pain",
        year=localdate().year,
        volume="7",
        pages="1-9",
    )
    article: ArticlePage = create_draft_for_review()
    article.save_revision()
    mail.outbox.clear()
    staff_page = autosaving(member(EDITORS))
    form = open_editor(staff_page, f"/admin/pages/{article.pk}/edit/")
    text = rich_text_in(form.block(0))
    paste_html(staff_page, text, f"<p>{PROMISE} {TITLE}</p>", f"{PROMISE} {TITLE}")
    expect_underlined(staff_page, "error", FLAGGED, timeout=AUTOSAVE_TIMEOUT)

    staff_page.keyboard.press("Control+Home")
    staff_page.keyboard.press("F8")
    expect_selected(staff_page, FLAGGED)
    expect(live_region(staff_page)).to_contain_text("Problem 1 of ")
    listed = panel(staff_page)
    listed.get_by_role("button", name="Cite a source").first.click()
    citations = CitationEditor(staff_page)
    citations.tick("Needles and colds")
    citations.finish()
    expect(text).to_contain_text(f"{PROMISE} [Linde")
    expect_underlined(staff_page, "error", timeout=AUTOSAVE_TIMEOUT)

    staff_page.keyboard.press("F8")
    expect_selected(staff_page, "Reclaim the mornings")
    listed.get_by_text("Waive…").click()
    listed.get_by_label("Reason").select_option(label="A legal name")
    listed.get_by_label("In your words").fill(WORDS)
    listed.get_by_role("button", name="Waive this sentence").click()
    expect(listed).to_contain_text("No problems found")
    expect_underlined(staff_page, "warning")

    reviewer = new_page()
    reviewer.goto(submit_for_review(staff_page))
    expect(reviewer.get_by_text(WORDS)).to_be_visible()
    reviewer.get_by_label("I have read the whole article and vouch for it").check()
    reviewer.get_by_role("button", name="Sign and approve").click()
    expect(reviewer.get_by_role("alert")).to_contain_text("confirm that you have seen them")
    reviewer.get_by_label("I have seen the waived sentence").check()
    reviewer.get_by_role("button", name="Sign and approve").click()
    expect(reviewer.get_by_role("heading", level=1)).to_contain_text("your sign-off is recorded")


def test_underlines_never_change_the_text(editor_page: "Page") -> None:
    form = open_standard_page(editor_page, text=TWO_CLAIMS)
    expect_underlined(editor_page, "error", "cures eczema", "You will walk")
    before = rich_text_in(form.block(0)).inner_html()

    editor_page.evaluate("CSS.highlights.clear()")

    assert rich_text_in(form.block(0)).inner_html() == before


def test_an_underline_follows_its_words_and_goes_with_them(editor_page: "Page") -> None:
    form = open_standard_page(editor_page, text=TWO_CLAIMS)
    text = rich_text_in(form.block(0))
    expect_underlined(editor_page, "error", "cures eczema", "You will walk")
    text.click()
    editor_page.keyboard.press("Control+Home")
    editor_page.keyboard.type("Itching too. ")
    expect_underlined(editor_page, "error", "cures eczema", "You will walk")

    editor_page.keyboard.press("F8")
    expect_selected(editor_page, "cures eczema")
    editor_page.keyboard.type("treats eczema")

    expect_underlined(editor_page, "error", "You will walk")
    expect(text).to_contain_text("Itching too. Pain can stay. Our course treats eczema.")


def test_the_second_of_two_equal_sentences_is_underlined(editor_page: "Page") -> None:
    year = localdate().year
    cited = prose(PROMISE, (reference(study_type=StudyType.RANDOMISED_TRIAL, year=year),))
    open_standard_page(editor_page, text=f"{cited}<p>{PROMISE}</p>")

    expect_underlined(editor_page, "error", FLAGGED)
    editor_page.keyboard.press("F8")

    block_text = "getSelection().anchorNode.parentElement.closest('[data-block]').textContent"
    assert editor_page.evaluate(block_text) == PROMISE


def test_keys_walk_in_the_order_of_the_form_and_back(editor_page: "Page") -> None:
    form = open_standard_page(
        editor_page,
        text=TWO_CLAIMS,
        summary="We help. Our cream cures acne.",
        seo_title="[Title]",
    )
    summary = editor_page.locator("[name=summary]")
    listed = panel(editor_page)
    toggle = form.block(0).locator("[data-panel-toggle]").first
    toggle.click()
    expect(rich_text_in(form.block(0))).to_be_hidden()

    listed.get_by_role("button", name="Next").click()
    expect(summary).to_be_focused()
    start, end = summary.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert summary.input_value()[start:end] == "cures acne"
    expect(live_region(editor_page)).to_contain_text("Problem 1 of 4. Error:")
    expect(listed.locator(".problem[aria-current]")).to_contain_text("cures acne")

    editor_page.keyboard.press("F8")
    expect(rich_text_in(form.block(0))).to_be_focused()
    expect_selected(editor_page, "cures eczema")
    editor_page.keyboard.press("F8")
    expect_selected(editor_page, "You will walk")
    editor_page.keyboard.press("F8")
    expect(editor_page.locator("[name=seo_title]")).to_be_focused()
    editor_page.keyboard.press("F8")
    expect(summary).to_be_focused()
    editor_page.keyboard.press("Shift+F8")
    expect(editor_page.locator("[name=seo_title]")).to_be_focused()

    editor_page.keyboard.press("Escape")
    expect(listed.locator(".problem[aria-current]")).to_be_focused()


def test_a_key_leads_from_the_words_to_their_line(editor_page: "Page") -> None:
    form = open_standard_page(editor_page, text=TWO_CLAIMS)
    expect_underlined(editor_page, "error", "cures eczema", "You will walk")
    rich_text_in(form.block(0)).click()
    editor_page.keyboard.press("Control+End")
    editor_page.keyboard.press("Home")
    editor_page.keyboard.press("ArrowRight")
    offered = editor_page.locator(".problem-offer")
    expect(offered).to_be_visible()
    expect(offered).to_contain_text("“You will walk”")

    editor_page.keyboard.press("Alt+F8")

    listed = editor_page.locator("[data-side-panel=problems]")
    line = listed.locator(".problem", has_text="You will walk")
    expect(line).to_be_focused()
    expect(offered).to_be_hidden()
    editor_page.keyboard.press("Escape")
    expect(rich_text_in(form.block(0))).to_be_focused()


def test_without_highlights_the_list_still_leads_to_the_words(editor_page: "Page") -> None:
    editor_page.add_init_script(
        "delete CSS.highlights; Object.defineProperty(CSS, 'highlights', {})"
    )
    form = open_standard_page(editor_page, text=TWO_CLAIMS)

    editor_page.keyboard.press("F8")

    expect(rich_text_in(form.block(0))).to_be_focused()
    expect_selected(editor_page, "cures eczema")


def test_a_plain_field_has_no_button_to_cite(editor_page: "Page") -> None:
    open_standard_page(editor_page, summary=PROMISE, text=f"<p>{PROMISE}</p>")
    listed = panel(editor_page)
    expect_underlined(editor_page, "error", FLAGGED)
    cite = listed.get_by_role("button", name="Cite a source")

    expect(listed.locator(".problem")).to_have_count(2)
    expect(cite).to_have_count(1)
    listed.get_by_text("Reword…").first.click()
    expect(listed).to_contain_text("A careful sentence reads like this:")


@pytest.mark.parametrize("cited_before", [True, False])
def test_a_source_is_cited_as_the_other_sources_are(
    editor_page: "Page", cited_before: bool
) -> None:
    source = reference("Wood PB", title="Needles", year=localdate().year)
    first = prose("Pain can stay.", (source,) if cited_before else ())
    form = open_standard_page(editor_page, text=f"{first}<p>{PROMISE} So they say.</p>")
    text = rich_text_in(form.block(0))
    expect(citation_marks_in(text)).to_have_count(int(cited_before))
    listed = panel(editor_page)

    listed.get_by_role("button", name="Cite a source").click()
    citations = CitationEditor(editor_page)
    citations.tick("Needles")
    citations.finish()

    cited = "colds. [Wood 2026] So" if cited_before else "colds [Wood 2026]. So"
    expect(text).to_contain_text(cited.replace("2026", str(source.year)))


def test_places_to_fill_in_are_listed_and_lead_to_their_fields(editor_page: "Page") -> None:
    page = service(
        services(home_page()),
        summary="By [whom].",
        prices=({"name": "[For what]", "amount": "9"},),
        body=stream(block("risks", {"heading": "Risks", "text": prose("It is [how bad].")})),
    )
    page.save_revision()
    form = PageEditor(editor_page)
    form.open(f"/admin/pages/{page.pk}/edit/")
    listed = panel(editor_page)
    expect(listed).to_contain_text("To fill in before publishing (3)")
    expect_underlined(editor_page, "error", "[how bad]")

    listed.locator(".problem", has_text="[whom]").get_by_role("link").click()
    expect(editor_page.locator("[name=summary]")).to_be_focused()
    listed.locator(".problem", has_text="[how bad]").get_by_role("link").click()
    expect(rich_text_in(form.block(0))).to_be_focused()
    expect_selected(editor_page, "[how bad]")
    listed.locator(".problem", has_text="[For what]").get_by_role("link").click()
    expect(editor_page.locator("[name=prices-0-name]")).to_be_focused()


@pytest.mark.parametrize("name", ["title", "summary", "seo_title", "search_description"])
def test_lines_lead_to_the_fields_of_the_page(editor_page: "Page", name: str) -> None:
    open_standard_page(editor_page, **{name: "Our course cures eczema."})

    panel(editor_page).locator(".problem").get_by_role("link").first.click()

    field = editor_page.locator(f"[name={name}]")
    expect(field).to_be_focused()
    start, end = field.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert field.input_value()[start:end] == "cures eczema"


def test_the_preview_shows_the_words(editor_page: "Page") -> None:
    open_standard_page(editor_page, text=TWO_CLAIMS)
    editor_page.locator("[data-side-panel-toggle=preview]").click()
    expect(editor_page.frame_locator("#w-preview-iframe").locator("main")).to_be_visible()

    editor_page.keyboard.press("F8")

    editor_page.wait_for_function(
        """() => {
          const { contentWindow } = document.getElementById("w-preview-iframe");
          const words = contentWindow.CSS.highlights.get("problem-current");
          return words && String([...words][0]) === "cures eczema";
        }"""
    )


@pytest.mark.parametrize("width", [1440, 800])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_and_the_offer_are_accessible(
    editor_page: "Page", axe: Callable[["Page"], list[str]], scheme: str, width: int
) -> None:
    editor_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    editor_page.set_viewport_size({"width": width, "height": 900})
    form = open_standard_page(editor_page, text=f"<p>{PROMISE}</p>", summary="By [whom].")
    expect_underlined(editor_page, "error", FLAGGED)
    rich_text_in(form.block(0)).click()
    editor_page.keyboard.press("Control+End")
    editor_page.keyboard.press("ArrowLeft")
    expect(editor_page.locator(".problem-offer")).to_be_visible()
    found = axe(editor_page)
    editor_page.keyboard.press("Alt+F8")
    listed = editor_page.locator("[data-side-panel=problems]")
    listed.get_by_text("Reword…").first.click()
    found += axe(editor_page)

    assert not [each for each in found if "problem" in each]
    assert editor_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
