"""Every block of a body describes itself, so that a new kind of block is named nowhere else."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.template import engines
from wagtail import blocks
from wagtail.blocks.base import BoundBlock
from wagtail.models import Page

from articles.blocks.base import ContentBlockMixin
from articles.blocks.outline import build_contents, build_outline
from articles.citations.samples import sample_citations
from articles.models.fields import BodyField
from articles.public.html_sanitising import standalone_html
from articles.public.markdown import html_to_markdown
from tests.factories import block as stored_block
from tests.factories import home_page

ROOT = Path(__file__).resolve().parents[3]
BODIES = [
    field.stream_block
    for model in apps.get_models()
    if issubclass(model, Page)
    for field in model._meta.local_fields
    if isinstance(field, BodyField)
]
BLOCKS = {
    f"{type(body).__name__}-{name}": child
    for body in BODIES
    for name, child in body.child_blocks.items()
}
INCLUDE = "{% load wagtailcore_tags %}{% include_block block with anchor='here' is_plain=plain %}"

every_block = pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)


def render(block, rf, *, is_plain: bool) -> str:
    """Render the preview value of the block for a page, or for feeds and Markdown."""
    bound = BoundBlock(block, block.get_preview_value())
    context = {"block": bound, "plain": is_plain, "citations": sample_citations()}
    return engines["django"].from_string(INCLUDE).render(context, rf.get("/"))


def test_articles_standard_pages_and_the_home_page_have_bodies():
    assert {type(body).__name__ for body in BODIES} == {
        "ArticleBodyBlock",
        "ConditionBodyBlock",
        "HomeBodyBlock",
        "PlaceBodyBlock",
        "ServiceBodyBlock",
        "StandardBodyBlock",
    }


@every_block
def test_a_block_describes_itself(block):
    assert isinstance(block, ContentBlockMixin)


@pytest.mark.django_db
@every_block
def test_a_heading_in_the_contents_can_be_linked_to(block, rf):
    home_page()
    heading = block.get_heading(block.get_preview_value())
    html = BeautifulSoup(render(block, rf, is_plain=False), "html.parser")

    assert html.find(True)
    assert re.fullmatch(r"[\w-]+", block.get_anchor(block.get_preview_value()))
    if heading:
        assert heading in {title.get_text(strip=True) for title in html.select("h2, p")}
    if heading and block.in_contents and "home" not in type(block).__module__:
        assert html.find(id="here")


@pytest.mark.django_db
@every_block
def test_a_block_has_a_plain_form(block, rf):
    home_page()
    text = html_to_markdown(standalone_html(render(block, rf, is_plain=True), "https://a.example"))

    assert text
    assert block.get_heading(block.get_preview_value()) in text


def test_no_code_or_template_names_a_block():
    body_modules = {base.__module__ for body in BODIES for base in type(body).__mro__}
    names = "|".join({type(block).__name__ for block in BLOCKS.values()})
    naming = re.compile(rf"(?<!blocks\.)\b(?:block_type|{names})\b")  # Wagtail has a TextBlock, too
    modules = {type(block).__module__ for block in BLOCKS.values()} | body_modules
    allowed = {f"{module.replace('.', '/')}.py" for module in modules}

    files = [
        *(path for app in ("articles", "home") for path in (ROOT / app).rglob("*.py")),
        *(ROOT / "templates").rglob("*.html"),
    ]
    found = [
        name
        for path in files
        if (name := str(path.relative_to(ROOT))) not in allowed and "/migrations/" not in name
        if naming.search(path.read_text())
    ]
    assert not found


class DoseBlock(ContentBlockMixin, blocks.StructBlock):
    """A new kind of block."""

    is_numbered = True
    plain_template = "plain/explanation.html"

    heading = blocks.CharBlock()
    text = blocks.RichTextBlock()

    class Meta:
        template = "blocks/explanation.html"


def test_a_new_kind_of_block_needs_no_change_elsewhere(rf):
    stream = blocks.StreamBlock([("dose", DoseBlock())])
    value = {"heading": "How much", "text": "<p>A little.</p>"}
    body = stream.to_python([stored_block("dose", value), stored_block("dose", value)])

    parts = build_outline(body)

    assert [part.number for part in parts] == [1, 2]
    assert [line["anchor"] for line in build_contents(parts)] == [
        "section-how-much",
        "section-how-much-2",
    ]
    context = {"block": parts[0].child, "plain": True}
    plain = engines["django"].from_string(INCLUDE).render(context, rf.get("/"))
    assert "here" not in plain
    assert html_to_markdown(standalone_html(plain, "https://a.example")) == (
        "## How much\n\nA little.\n"
    )
