"""An editor cites sources while writing in the real admin."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from articles.models import ArticlePage, CategoryIndexPage, Reference
from tests import factories
from tests.browser.chromium import expect
from tests.browser.citation_editor import (
    CitationEditor,
    citation_marks_in,
    expect_stored,
    paste_html,
    rich_text_in,
)
from tests.browser.page_editor import PageEditor

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import Audit

WALKING = "A small trial of walking"
RESTING = "Rest for sore knees"
PASTED = "Swimmer B. A trial of swimming. J Knees. 2021;4(2):10-9."

APA_LIST = """\
Adams, J. A., & Brook, B. (2012). Zinc and cooperation. Trends in Tests, 27(5), 288–295.
Clark, D. (2013). Iron at night? Journal of Tests, 3(1), 11–19. https://doi.org/10.1000/t.2
Dale, E., Evans, F., & Ford, G. (2014). Copper in adults. Journal of Tests, 4, e12345.
Eden, H. J., Jr., & Fox, I. (2015). “Rest” and sleep. Sleep Tests, 5(Suppl 1), S5–S9.
World Health Organization. (2016). Guideline on walking. World Health Organization.
Gray, K. (2017). Handbook of knees (2nd ed.). Oxford University Press.
Hall, L. (2018). Cold knees. In M. Ivy & N. Jones (Eds.), Textbook of knees (pp. 3–9). Springer.
van den Berg, O. (2019, May 3). Sore knees. Clinic News. https://www.example.org/knees
King, P. (2020). Knees at night. Northern Lights.
Lane, Q. (n.d.). Knees in winter. Journal of Tests, 9, 1–4.
"""


@pytest.fixture
def category(transactional_db: None) -> CategoryIndexPage:
    """Create a category, and a library of two sources."""
    factories.reference("Walker A", title=WALKING, year=2020, container="J Knees", volume="1")
    factories.reference("Sitter C", title=RESTING, year=2019, container="J Knees", volume="2")
    return factories.category(factories.home_page(), "Pain")


@pytest.fixture(autouse=True)
def _no_autosave(settings: Any) -> None:
    """Disable autosave, which at times fails for a draft without a title."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0


@pytest.fixture
def form(editor_page: "Page", category: CategoryIndexPage) -> PageEditor:
    editor = PageEditor(editor_page)
    editor.open(f"/admin/pages/add/articles/articlepage/{category.pk}/")
    return editor


@pytest.fixture
def citation_editor(form: PageEditor) -> CitationEditor:
    return CitationEditor(form.page)


@pytest.fixture
def intro(form: PageEditor) -> "Locator":
    """Write a sentence in the introduction, and return its rich text, with the caret at the end."""
    prose = rich_text_in(form.block(0))
    form.write(prose, "Knees ache.")
    return prose


@pytest.fixture
def mark(intro: "Locator", citation_editor: CitationEditor) -> "Locator":
    """Insert a citation after the sentence of the introduction."""
    cite(citation_editor, WALKING)
    expect(citation_marks_in(intro)).to_have_text("[Walker 2020]")
    return citation_marks_in(intro)


def cite(citation_editor: CitationEditor, *titles: str) -> None:
    citation_editor.open()
    for title in titles:
        citation_editor.tick(title)
    citation_editor.finish()


def test_citations_written_in_the_editor_are_numbered(
    form: PageEditor, citation_editor: CitationEditor, page: "Page"
) -> None:
    form.title("Walking and knees")
    form.standfirst("Walking eases some knees a little.")
    intro = rich_text_in(form.block(0))
    form.write(intro, "Knees ache.")
    cite(citation_editor, WALKING)
    expect(citation_marks_in(intro)).to_have_text("[Walker 2020]")

    explanation = form.insert("Explanation")
    form.fill(explanation, heading="In the water")
    swimming = rich_text_in(explanation)
    form.write(swimming, "Water carries them.")
    citation_editor.open()
    citation_editor.paste_references(PASTED)
    citation_editor.show("Search")
    citation_editor.tick(WALKING)
    citation_editor.expect_ticked("Swimmer 2021", "Walker 2020")
    citation_editor.finish()
    expect(citation_marks_in(swimming)).to_have_text("[Swimmer 2021; Walker 2020]")
    form.page.keyboard.type(" And so does rest.")
    expect(swimming).to_have_text(
        "Water carries them. [Swimmer 2021; Walker 2020] And so does rest."
    )
    expect_stored(swimming, "And so does rest.")

    second = form.insert("Explanation")
    form.fill(second, heading="On the sofa")
    resting = rich_text_in(second)
    form.write(resting, "Rest helps a little.")
    cite(citation_editor, RESTING)
    expect_stored(resting, "[Sitter 2019]")
    second.get_by_title("Move up").first.click()
    second.get_by_title("Move up").first.click()
    expect(citation_marks_in(resting)).to_have_text("[Sitter 2019]")
    form.publish()
    expect(form.page.locator(".messages")).to_contain_text("published")

    page.goto("/pain/walking-and-knees/")
    main = page.locator("main")
    cited = [
        ("Knees ache.", ["1"]),
        ("Rest helps a little.", ["2"]),
        ("Water carries them.", ["1", "3"]),
    ]
    for sentence, numbers in cited:
        paragraph = main.get_by_role("paragraph").filter(has_text=sentence)
        expect(paragraph.locator("[role=doc-biblioref]")).to_have_text(numbers)
    entries = main.locator("li.reference")
    expect(entries).to_have_text([re.compile(t) for t in (WALKING, RESTING, "trial of swimming")])
    assert Reference.objects.get(authors="Swimmer B").pages == "10-9"


def test_typing_continues_after_a_mark_and_one_key_deletes_it(
    form: PageEditor, intro: "Locator", mark: "Locator"
) -> None:
    form.page.keyboard.type(" So it is.")
    expect(mark).to_have_text("[Walker 2020]")
    expect(intro).to_have_text("Knees ache. [Walker 2020] So it is.")
    for _letter in " So it is.":
        form.page.keyboard.press("Backspace")
    expect(intro).to_have_text("Knees ache. [Walker 2020]")
    form.page.keyboard.press("Backspace")
    expect(mark).to_have_count(0)


def test_the_caret_steps_over_a_mark(form: PageEditor, intro: "Locator", mark: "Locator") -> None:
    form.page.keyboard.type("!")
    form.page.keyboard.press("ArrowLeft")
    form.page.keyboard.press("ArrowLeft")
    form.page.keyboard.type("Now")
    expect(intro).to_have_text("Knees ache. Now[Walker 2020]!")
    form.page.keyboard.press("ArrowRight")
    form.page.keyboard.type("?")
    expect(intro).to_have_text("Knees ache. Now[Walker 2020]?!")
    expect(mark).to_have_text("[Walker 2020]")


def test_a_citation_follows_the_selected_words(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator"
) -> None:
    form.page.keyboard.press("Control+A")
    cite(citation_editor, WALKING)
    expect(intro).to_have_text("Knees ache. [Walker 2020]")


def test_a_citation_follows_a_link_and_is_not_inside_it(
    editor_page: "Page", category: CategoryIndexPage
) -> None:
    html = '<p><a href="https://example.org/">Walking</a> helps.</p>'
    article = factories.article(category, body=factories.body(factories.intro(html)))
    form = PageEditor(editor_page)
    form.open(f"/admin/pages/{article.pk}/edit/")
    prose = rich_text_in(form.block(0))
    prose.click()
    editor_page.keyboard.press("Home")
    editor_page.keyboard.press("ArrowRight")
    editor_page.keyboard.press("ArrowRight")
    cite(CitationEditor(editor_page), WALKING)
    expect(prose).to_have_text("Walking [Walker 2020] helps.")
    expect(prose.locator(".TooltipEntity")).to_have_text("Walking")


def test_the_button_below_a_text_cites_at_the_caret(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator"
) -> None:
    form.page.keyboard.press("Home")
    for _letter in "Knees":
        form.page.keyboard.press("ArrowRight")
    form.block(0).get_by_role("button", name="Cite", exact=True).click()
    citation_editor.tick(WALKING)
    citation_editor.finish()
    expect(intro).to_have_text("Knees [Walker 2020] ache.")


def test_a_mark_is_edited_from_its_card(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator", mark: "Locator"
) -> None:
    mark.hover()
    expect(citation_editor.card).to_contain_text(WALKING)
    citation_editor.card.get_by_role("button", name="Edit").click()
    expect(citation_editor.dialog).to_have_accessible_name("Edit citation")
    citation_editor.expect_ticked("Walker 2020")
    citation_editor.search("sitter 2019", RESTING)
    citation_editor.tick(RESTING)
    citation_editor.dialog.get_by_role("button", name="Remove Walker 2020").click()
    citation_editor.search("", WALKING)
    citation_editor.tick(WALKING)
    citation_editor.expect_ticked("Sitter 2019", "Walker 2020")
    citation_editor.finish("Save citation")
    expect(mark).to_have_text("[Sitter 2019; Walker 2020]")
    form.page.keyboard.type(" Still.")
    expect(intro).to_have_text("Knees ache. [Sitter 2019; Walker 2020] Still.")


def test_a_mark_is_removed_with_the_space_before_it(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator", mark: "Locator"
) -> None:
    mark.hover()
    citation_editor.card.get_by_role("button", name="Remove").click()
    expect(intro).to_have_text("Knees ache.")
    expect(intro).to_be_focused()
    form.page.keyboard.press("Control+Z")
    expect(mark).to_have_text("[Walker 2020]")


def test_taking_out_the_last_source_removes_the_mark(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator", mark: "Locator"
) -> None:
    citation_editor.open()
    citation_editor.source(WALKING).uncheck()
    citation_editor.finish("Remove citation")
    expect(intro).to_have_text("Knees ache.")


def test_the_card_leads_to_the_source_in_the_library(
    citation_editor: CitationEditor, mark: "Locator", category: CategoryIndexPage
) -> None:
    mark.hover()
    link = citation_editor.card.get_by_role("link", name="Open reference")
    walker = Reference.objects.get(title=WALKING)
    expect(link).to_have_attribute("href", f"/admin/snippets/articles/reference/edit/{walker.pk}/")
    expect(link).to_have_attribute("target", "_blank")


def test_closing_the_dialog_restores_the_caret(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator"
) -> None:
    citation_editor.open()
    citation_editor.tick(WALKING)
    form.page.keyboard.press("Escape")
    expect(citation_editor.dialog).to_be_hidden()
    expect(intro).to_be_focused()
    form.page.keyboard.type(" Often.")
    expect(intro).to_have_text("Knees ache. Often.")


def test_a_mark_survives_copying_and_duplicated_blocks(
    form: PageEditor, intro: "Locator", mark: "Locator"
) -> None:
    explanation = form.insert("Explanation")
    other = rich_text_in(explanation)
    intro.click()
    form.page.keyboard.press("Control+A")
    form.page.keyboard.press("Control+C")
    other.click()
    form.page.keyboard.press("Control+V")
    expect(other).to_have_text("Knees ache. [Walker 2020]")
    expect(citation_marks_in(other)).to_have_text("[Walker 2020]")
    walker = Reference.objects.get(title=WALKING)
    expect_stored(other, f'"ids":"{walker.pk}"')
    explanation.get_by_title("Duplicate").first.click()
    copies = form.body.locator(".citation-mark")
    expect(copies).to_have_text(["[Walker 2020]"] * 3)


def test_numbers_that_count_measure_or_date_are_no_citations(form: PageEditor) -> None:
    """Map each text to the numbers at each of its positions."""
    texts = {
        "fog(1). One (2), two [3]": [[1], [2], [3]],
        "as shown (1,2; 4) and [6-8]": [[1, 2, 4], [6, 7, 8]],
        "raised¹ and more²,³ or¹⁰–¹²": [[1], [2, 3], [10, 11, 12]],
        "end.⁴ Next,⁵": [[4], [5]],
        "(1) first, (2) second": [[2]],
        "in 2006 (2006) and (1999-2004)": [],
        "a dose (0.5 mg) (n = 12) (5%) (0-10)": [],
        "10⁶ cells in cm³ of R² over m² at 5²": [],
        "one (9-3) way round": [[9, 3]],
        "from (1-900)": [[1, 900]],
    }
    found = form.page.evaluate(
        """async (texts) => {
          const { findNumbers } = await import("/static/admin/js/citations/numbers.js");
          return texts.map((text) => {
            const content = DraftJS.ContentState.createFromText(text);
            return findNumbers(content).map((place) => place.numbers);
          });
        }""",
        list(texts),
    )
    assert dict(zip(texts, found, strict=True)) == texts


def test_pasted_numbers_become_citations(
    form: PageEditor, citation_editor: CitationEditor, axe: "Audit"
) -> None:
    prose = rich_text_in(form.block(0))
    html = "<p>In 2006 (2006) 10<sup>6</sup> knees<sup>1</sup> ached (1, 2) at 0.5 mg (0.5 mg) [2]."
    paste_html(form.page, prose, html, "")
    offer = form.block(0).locator(".citing-offer")
    expect(offer).to_contain_text("Numbers that look like citations: 3")
    expect(prose).to_have_text("In 2006 (2006) 10⁶ knees¹ ached (1, 2) at 0.5 mg (0.5 mg) [2].")
    offer.get_by_role("button", name="Convert into citations").click()

    citation_editor.numbers.get_by_label("References").fill(f"1. {PASTED}\n2. Nothing to read here")
    citation_editor.numbers.get_by_role("button", name="Read").click()
    expect(citation_editor.numbers.get_by_role("checkbox", name="1 …")).to_be_checked()
    second = citation_editor.numbers.get_by_role("listitem").filter(
        has=form.page.locator("#citing-number-2")
    )
    expect(second.get_by_role("checkbox")).not_to_be_checked()
    second.get_by_role("button", name="Find in the library").click()
    second.get_by_role("searchbox").fill("walking")
    assert not [fault for fault in axe(form.page) if "citing" in fault]
    second.get_by_role("button", name=re.compile(WALKING)).click()
    citation_editor.numbers.get_by_role("button", name="Convert ticked numbers").click()

    expect(citation_marks_in(prose)).to_have_text(
        ["[Swimmer 2021]", "[Swimmer 2021; Walker 2020]", "[Walker 2020]"]
    )
    expect(prose).to_contain_text("(2006) 10⁶ knees [Swimmer 2021] ached")
    expect(offer).to_have_count(0)


def test_doubtful_references_of_a_pasted_list_are_left_unticked(
    intro: "Locator", citation_editor: CitationEditor
) -> None:
    citation_editor.open()
    panel = citation_editor.show("Paste")
    panel.get_by_label("References").fill(APA_LIST)
    panel.get_by_role("button", name="Read").click()

    rows = panel.locator(".citing-rows > li")
    expect(rows).to_have_count(10)
    ticked = [rows.nth(place).get_by_role("checkbox").is_checked() for place in range(10)]
    assert ticked == [True] * 8 + [False] * 2
    expect(rows.nth(8)).to_contain_text("could be the publisher of a book or the name of a journal")
    expect(rows.nth(9)).to_contain_text("The year is missing.")
    panel.get_by_role("button", name=re.compile("^Tick selected sources")).click()
    citation_editor.expect_ticked(
        *("Adams 2012", "Clark 2013", "Dale 2014", "Eden 2015", "World Health Organization 2016"),
        *("Gray 2017", "Hall 2018", "van den Berg 2019"),
    )
    citation_editor.finish()
    assert Reference.objects.get(title="Cold knees").container == "Textbook of knees"


def test_the_offer_can_be_declined(form: PageEditor) -> None:
    prose = rich_text_in(form.block(0))
    paste_html(form.page, prose, "", "Knees ache (1).")
    offer = form.block(0).locator(".citing-offer")
    expect(offer).to_contain_text("look like citations: 1")
    offer.get_by_role("button", name="Dismiss").click()
    expect(offer).to_have_count(0)
    expect(prose).to_have_text("Knees ache (1).")


def test_a_new_source_is_written_where_it_is_cited(
    citation_editor: CitationEditor, intro: "Locator"
) -> None:
    citation_editor.open()
    panel = citation_editor.show("New")
    panel.get_by_role("textbox", name="Title").fill("On jumping")
    panel.get_by_role("textbox", name="DOI").fill("jump")
    save = panel.get_by_role("button", name="Save to library and tick")
    save.click()
    expect(panel.get_by_role("alert")).to_contain_text("Not saved")
    expect(panel.get_by_role("textbox", name="Title")).to_have_value("On jumping")
    panel.get_by_role("textbox", name="DOI").fill("https://doi.org/10.1000/Jump.")
    panel.get_by_role("textbox", name="Authors").fill("Jumper J")
    save.click()
    citation_editor.expect_ticked("Jumper")
    citation_editor.finish()
    expect(citation_marks_in(intro)).to_have_text("[Jumper]")
    assert Reference.objects.get(title="On jumping").doi == "10.1000/jump"


def test_a_doi_that_the_library_does_not_have_is_completed_by_hand(
    citation_editor: CitationEditor, intro: "Locator"
) -> None:
    citation_editor.open()
    panel = citation_editor.show("Paste")
    panel.get_by_label("References").fill("https://doi.org/10.1000/unknown")
    panel.get_by_role("button", name="Read").click()
    panel.get_by_role("button", name="Complete by hand").click()
    new = citation_editor.dialog.get_by_role("tabpanel", name="New")
    expect(new.get_by_role("textbox", name="DOI")).to_have_value("10.1000/unknown")


def test_a_mark_shows_the_current_label_or_that_it_is_gone(
    editor_page: "Page", category: CategoryIndexPage
) -> None:
    walker = Reference.objects.get(title=WALKING)
    html = (
        f'<p>Old <a linktype="citation" ids="{walker.pk}">[Runner 2001]</a>, '
        'gone <a linktype="citation" ids="999">[Lost 1999]</a>.</p>'
    )
    article = factories.article(category, body=factories.body(factories.intro(html)))
    form = PageEditor(editor_page)
    with editor_page.expect_response(re.compile("/citations/labels/")):
        form.open(f"/admin/pages/{article.pk}/edit/")
    marks = citation_marks_in(rich_text_in(form.block(0)))
    expect(marks.nth(0)).to_have_attribute("data-label", "[Walker 2020]")
    expect(marks.nth(1)).to_have_attribute("data-label", "[citation missing]")
    assert ArticlePage.objects.get().latest_revision is None


def test_the_dialog_is_accessible_and_works_by_keyboard(
    form: PageEditor, citation_editor: CitationEditor, intro: "Locator", axe: "Audit"
) -> None:
    citation_editor.open()
    keyboard = form.page.keyboard
    expect(citation_editor.source(RESTING)).to_have_count(1)
    keyboard.type("walking")
    expect(citation_editor.source(RESTING)).to_have_count(0)
    expect(citation_editor.source(WALKING)).to_be_visible()
    keyboard.press("ArrowDown")
    keyboard.press("Space")
    citation_editor.expect_ticked("Walker 2020")
    for tab in ("Search", "On this page", "Paste", "New"):
        citation_editor.show(tab)
        assert not [fault for fault in axe(form.page) if "citing" in fault]
    keyboard.press("Control+Enter")
    expect(intro).to_have_text("Knees ache. [Walker 2020]")
