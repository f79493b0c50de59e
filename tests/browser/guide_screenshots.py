"""Take the screenshots of the editor's guide; `make guide` runs this."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from articles.models import ArticlePage
from home.models import ClinicImage
from tests.browser.chromium import expect
from tests.browser.citation_editor import CitationEditor, rich_text_in
from tests.browser.page_editor import PageEditor
from tests.factories import (
    article,
    block,
    body,
    category,
    explanation,
    home_page,
    intro,
    key_points,
    references,
)
from tests.factories import reference as make_reference

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "site" / "static" / "admin" / "guide"
SIZE = {"width": 1180, "height": 720}
COLOURS = 128
DRAWING = ROOT / "site" / "sample" / "images" / "synapse.png"


@pytest.fixture
def article_page(transactional_db: None) -> ArticlePage:
    """Create an article with sources, a figure and two problems."""
    walking = make_reference(
        "Walker A\nStride B", title="Walking for sore knees", year=2021, container="J Knees"
    )
    make_reference("Rowe C", title="Rest for sore knees", year=2019, container="J Knees")
    make_reference("Swann D", title="Swimming and the knee", year=2017, container="J Joints")
    with DRAWING.open("rb") as file:
        drawing = ClinicImage.objects.create(title="Synapse", file=ImageFile(file, DRAWING.name))
    shown = {
        "image": drawing.pk,
        "alt_text": "The end of one nerve releases its messenger towards the next.",
        "decorative": False,
    }
    figure = {"image": shown, "callouts": [], "caption": "One junction between two nerves."}
    made = article(
        category(home_page(), "Pain"),
        "What helps a sore knee",
        summary="Walking helps a little; rest does not.",
        body=body(
            intro("<p>A sore knee is common, and most of them settle (3).</p>"),
            key_points("Walking eased pain a little.", cited=(walking,)),
            explanation("Why walking helps", "A joint that moves is fed.", cited=(walking,)),
            block("figure", figure),
            references(),
        ),
    )
    made.save_revision()
    return made


@pytest.fixture
def form(editor_page: "Page", article_page: ArticlePage) -> PageEditor:
    editor_page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    editor = PageEditor(editor_page)
    editor.open(f"/admin/pages/{article_page.pk}/edit/")
    return editor


def take_screenshot(page: "Page", name: str, **options: Any) -> None:
    """Save a screenshot with few colours, which keep the file small without visible loss."""
    shot = Image.open(BytesIO(page.screenshot(**options))).convert("RGB")
    PICTURES.mkdir(parents=True, exist_ok=True)
    shot.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def scroll_to_top(page: "Page", selector: str) -> None:
    page.evaluate(
        "selector => { document.querySelector(selector).scrollIntoView();"
        " document.querySelector('.content-wrapper, html').scrollBy(0, -90); scrollBy(0, -90) }",
        selector,
    )


def test_writing(form: PageEditor) -> None:
    form.body.locator('button[title="Insert a block"]').nth(2).click()
    option = form.page.get_by_role("option", name="Evidence").first
    option.locator("xpath=following-sibling::*").first.click()
    shown = form.page.locator(".w-combobox-preview__iframe")
    expect(shown.content_frame.locator(".evidence, .block-preview").first).to_be_visible()
    take_screenshot(form.page, "writing")


def test_citing(form: PageEditor) -> None:
    rich_text_in(form.block(2)).click()
    form.page.keyboard.press("Control+End")
    citation_editor = CitationEditor(form.page)
    citation_editor.open()
    citation_editor.search("knee", "Walking for sore knees")
    take_screenshot(form.page, "citing")


def test_problems(form: PageEditor) -> None:
    form.page.locator("[data-side-panel-toggle=problems]").click()
    expect(form.page.locator("[data-side-panel=problems]")).to_contain_text("citation")
    form.page.keyboard.press("F8")
    expect(form.page.locator(".problem[aria-current]")).to_be_visible()
    form.page.keyboard.press("Escape")
    scroll_to_top(form.page, '[data-contentpath="body"]')
    take_screenshot(form.page, "problems")


def test_images(form: PageEditor) -> None:
    form.page.set_viewport_size({"width": SIZE["width"], "height": 1100})
    fields = form.block(3)
    fields.evaluate("element => element.scrollIntoView({ block: 'center' })")
    take_screenshot(form.page, "images", clip=fields.bounding_box())


def test_visual(form: PageEditor) -> None:
    form.page.locator("[data-side-panel-toggle=preview]").click()
    preview = form.page.frame_locator("#w-preview-iframe")
    part = preview.locator(".explanation, [data-edit]").filter(has_text="Why walking helps").last
    expect(part).to_be_visible()
    part.click()
    part.hover()
    take_screenshot(form.page, "visual")
