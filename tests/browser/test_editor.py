"""An editor writes an article in the real admin."""

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Site

from articles.models import (
    ArticlePage,
    CallToAction,
    CategoryIndexPage,
    EditorialSettings,
    Reference,
)
from home.models import HomePage
from tests.browser.chromium import expect
from tests.browser.page_editor import PageEditor

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TRIAL = "A small trial of walking"
HOME_SECTIONS = [("latest", {"heading": "Latest articles"})]


@pytest.fixture
def category(transactional_db: None) -> CategoryIndexPage:
    """Create a home page with the latest articles, a category, a source and an image.

    What is written there needs no signature.
    """
    site = Site.objects.get(is_default_site=True)
    home = site.root_page.get_parent().add_child(
        instance=HomePage(title="Clinic", slug="clinic", hero_heading="Hello", body=HOME_SECTIONS)
    )
    site.root_page = home
    site.save()
    EditorialSettings.objects.create(site=site, sign_off_required=False)
    Reference.objects.create(
        title=TRIAL, authors="Walker A", year=2020, study_type="randomised_trial"
    )
    CallToAction.objects.create(heading="Talk to us?", text="We listen.", link_url="/")
    file = BytesIO()
    Image.new("RGB", (320, 200), "teal").save(file, "PNG")
    get_image_model().objects.create(title="A knee", file=ImageFile(file, "knee.png"))
    return home.add_child(instance=CategoryIndexPage(title="Pain", slug="pain"))


@pytest.fixture
def form(editor_page: "Page", category: CategoryIndexPage) -> PageEditor:
    editor = PageEditor(editor_page)
    editor.open(f"/admin/pages/add/articles/articlepage/{category.pk}/")
    return editor


def test_an_article_of_all_blocks_is_written_and_published(form: PageEditor, page: "Page") -> None:
    admin = form.page
    form.title("Walking and knees")
    form.standfirst("Walking eases some knees a little.")
    write_every_block(form)
    form.publish()
    expect(admin.locator(".messages")).to_contain_text("Walking and knees' created and published")

    page.goto("/pain/walking-and-knees/")
    main = page.locator("main")
    expect(main).to_contain_text("Knees are complicated.")
    expect(main.get_by_role("link", name="Reference 1: Walker 2020").first).to_be_visible()
    kinds = [child.block_type for child in ArticlePage.objects.get().body]
    assert set(kinds) == set(ArticlePage.body.field.stream_block.child_blocks)
    page.goto("/pain/")
    expect(main.get_by_role("link", name="Walking and knees").first).to_be_visible()
    page.goto("/")
    expect(main.get_by_role("link", name="Walking and knees").first).to_be_visible()


def test_an_incomplete_draft_is_saved_and_shown(form: PageEditor) -> None:
    admin = form.page
    form.title("Half an idea")
    form.insert("Evidence")
    form.insert("Explanation")
    form.save_draft()
    expect(admin.locator(".messages")).to_contain_text("Half an idea")
    article = ArticlePage.objects.get()
    assert not article.live
    latest = article.get_latest_revision_as_object()
    assert [child.block_type for child in latest.body][-3:] == [
        "evidence",
        "explanation",
        "references",
    ]
    admin.goto(f"/admin/pages/{article.pk}/view_draft/")
    expect(admin.get_by_role("heading", level=1)).to_have_text("Half an idea")


def test_an_order_error_is_on_its_block_and_input_retained(form: PageEditor) -> None:
    admin = form.page
    form.title("Upside down")
    form.standfirst("The first comes last.")
    form.write(form.block(0).locator(".public-DraftEditor-content"), "Where we begin.")
    form.block(0).get_by_title("Move down").first.click()
    form.block(1).get_by_title("Move down").first.click()
    form.publish()
    expect(admin.locator(".messages")).to_contain_text("could not be")
    intro = form.block(2)
    expect(intro).to_contain_text("The introduction comes first. Only key points may stand")
    expect(intro).to_contain_text("Where we begin.")
    assert not ArticlePage.objects.filter(live=True).exists()


def write_every_block(form: PageEditor) -> None:
    """Fill the skeleton and insert one of each other kind."""
    form.write(form.block(0).locator(".public-DraftEditor-content"), "Knees bear us.")
    points = form.block(1)
    form.add_item(points, "points")
    form.fill(points.locator('[data-contentpath="points"]'), text="Walking eased pain a little.")

    explanation = form.insert("Explanation")
    form.fill(explanation, heading="What a knee is", text="Knees are complicated.")

    callout = form.insert("Callout")
    form.fill(callout, heading="Ask first", text="Some knees need rest.")

    quote = form.insert("Quote")
    form.fill(quote, text="Walk a little.", attribution="Dr Example")

    faq = form.insert("Questions and answers")
    form.fill(faq, question="How far?", answer="Not far.")

    evidence = form.insert("Evidence")
    form.fill(evidence, claim="Walking eases pain", finding="Pain fell a little.")
    form.choose(evidence, "study_type", "Randomised controlled trial")
    form.choose(evidence, "strength", "Limited evidence")
    form.cite(evidence, TRIAL)

    state = form.insert("Known and not known")
    form.fill(state.locator('[data-contentpath="known"]'), text="Walking eases some knees.")
    form.fill(state.locator('[data-contentpath="unknown"]'), text="For how long, nobody knows.")

    figure = form.insert("Figure")
    form.choose_in_modal(figure.get_by_role("button", name="Choose an image"), "A knee")
    form.fill(figure, alt_text="A teal knee", caption="A knee")

    write_table(form, form.insert("Table"))

    invitation = form.insert("Call to action")
    form.choose_in_modal(
        invitation.get_by_role("button", name="Choose call to action"), "Talk to us?"
    )


def write_table(form: PageEditor, table: "Locator") -> None:
    """Add one column with a heading, and one row."""
    form.fill(table, table="Two ways to walk")
    table.get_by_role("button", name="Add column").click()
    table.locator(".add-column-menu").get_by_role("button", name="Text", exact=True).click()
    table.locator('th input[type="text"]').first.fill("Way")
    table.get_by_title("Add row").first.click()
    table.locator('td input[type="text"]').first.fill("Uphill")
