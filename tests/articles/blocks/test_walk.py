"""Stored bodies are read by the definitions of their blocks, of any kind."""

import uuid

import pytest
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from articles.blocks.references import SourcesBlock
from articles.blocks.walk import get_sections, plain_text
from tests.factories import Json, block, list_items, mark, sources


class NestedBlock(blocks.StructBlock):
    """Every kind of field and container."""

    title = blocks.CharBlock()
    lines = blocks.ListBlock(blocks.TextBlock())
    inner = blocks.StreamBlock([("prose", blocks.RichTextBlock()), ("quote", blocks.TextBlock())])
    grid = TypedTableBlock([("cell", blocks.RichTextBlock()), ("number", blocks.DecimalBlock())])
    named = SourcesBlock()
    day = blocks.DateBlock()
    link = blocks.URLBlock()


BODY = blocks.StreamBlock([("nested", NestedBlock()), ("line", blocks.CharBlock())])
VALUE: Json = {
    "title": "A title",
    "lines": list_items("One line", "Two lines"),
    "inner": [block("prose", f"<p>Rich {mark(3)}</p>"), block("quote", "A quote")],
    "grid": {
        "caption": "A caption",
        "columns": [{"type": "cell", "heading": "Left"}, {"type": "number", "heading": "Right"}],
        "rows": [{"values": [f"<p>Cell {mark(4)}</p>", 5]}],
    },
    "named": sources(7),
    "day": "2026-01-02",
    "link": "https://example.org/(5)",
}


def walk_blocks(*children):
    return get_sections(BODY.to_python(list(children)))


def section_texts(section):
    return [part.text for part in section.parts if part.text]


def test_text_of_every_block_kind_is_read_in_order():
    (section,) = walk_blocks(block("nested", VALUE))

    assert section_texts(section) == [
        *("A title", "One line", "Two lines", "Rich", "A quote"),
        *("A caption", "Left", "Right", "Cell"),
    ]


def test_citations_of_every_block_kind_are_read_in_order():
    (section,) = walk_blocks(block("nested", VALUE))

    assert [mark.ids for part in section.parts for mark in part.marks] == [[3], [4], [7]]


def test_each_part_knows_the_way_to_it():
    child = block("nested", VALUE)
    (section,) = walk_blocks(child)

    paths = {part.text: part.path for part in section.parts}
    assert paths["A title"] == (child["id"], "title")
    assert paths["Two lines"] == (child["id"], "lines", VALUE["lines"][1]["id"])
    assert paths["A quote"] == (child["id"], "inner", VALUE["inner"][1]["id"])
    assert paths["Cell"] == (child["id"], "grid")


def test_a_block_is_called_by_its_label_and_first_line():
    assert [section.name for section in walk_blocks(block("nested", VALUE), block("line", ""))] == [
        "Nested “A title”",
        "Line",
    ]


@pytest.mark.parametrize("field", VALUE)
@pytest.mark.parametrize("junk", [None, "", "words", 5, [], [None, 7, {"type": "x"}], {"x": 1}])
def test_a_value_that_its_block_cannot_have_is_passed_over(field, junk):
    body = BODY.to_python([])
    body.raw_data.insert(0, block("nested", VALUE | {field: junk}))

    assert len(get_sections(body)) == 1


@pytest.mark.parametrize("values", [None, 5, "words", {}, [None, None, None]])
def test_a_row_without_proper_cells_is_read(values):
    grid = VALUE["grid"] | {"rows": [{"values": values}, {}]}
    body = BODY.to_python([])
    body.raw_data.insert(0, block("nested", VALUE | {"grid": grid}))

    assert len(get_sections(body)) == 1


@pytest.mark.parametrize("junk", [None, "", 5, [1], {"title": None}])
def test_a_block_without_a_proper_value_is_read(junk):
    body = BODY.to_python([])
    body.raw_data.insert(0, block("nested", junk))

    assert [section.name for section in get_sections(body)] == ["Nested"]


def test_blocks_of_a_kind_that_is_gone_are_left_out():
    body = BODY.to_python([])
    body.raw_data.insert(0, {"type": "gone", "value": "x", "id": str(uuid.uuid4())})

    assert get_sections(body) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<p>Fish &amp; chips&nbsp;&lt;5</p>", "Fish & chips <5"),
        ("<p>Raised<sup>5,6</sup> and <sup>x</sup></p>", "Raised⁵,⁶ and x"),
        (f"<p>Cited {mark(1)}.</p>", "Cited."),
        ("<p>line<br/>break</p>", "line\nbreak"),
        ("", ""),
    ],
)
def test_rich_text_is_read_without_tags_and_citations(html: str, words: str):
    assert plain_text(html) == words
