"""Read a body as it is stored, in document order.

The stored values are walked by the definitions of their blocks, so a new kind of block needs no
change here. Chosen images, pages and sources stay ids: nothing is loaded for them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from django.utils.text import Truncator
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from articles.blocks.references import ReferenceChooserBlock
from articles.citations.markup import StoredMark, find_marks, read_ids, replace_marks

LINE_BLOCK = blocks.CharBlock()
MAX_NAME_LENGTH = 60
# While an article is written, all texts but one are as they were.
MAX_KEPT_TEXTS = 1024
PARAGRAPH_END = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>")
SUPERSCRIPT_TAG = re.compile(r"<sup>([\d\s,;–-]+)</sup>")
HTML_TAG = re.compile(r"<[^<>]*>")
SUPERSCRIPTS = str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


@dataclass(frozen=True)
class StoredBlock:
    """A block at any depth: its definition, its stored value and its path.

    `path` holds the ids of blocks and the names of fields from the body down, as in the editor's
    form. The cells of a table have the path of the table.
    """

    block: blocks.Block
    value: Any
    path: tuple[str, ...]

    @cached_property
    def marks(self) -> list[StoredMark]:
        """The citations in a rich text, or the one of a reference chooser."""
        if isinstance(self.block, blocks.RichTextBlock):
            return find_marks(self.value) if isinstance(self.value, str) else []
        if isinstance(self.block, ReferenceChooserBlock) and self.value is not None:
            return [StoredMark(read_ids(str(self.value)), "")]
        return []

    @property
    def ids(self) -> list[int]:
        """The ids of the cited sources, in order."""
        return [pk for mark in self.marks for pk in mark.ids]

    @cached_property
    def text(self) -> str:
        """The block's own text without tags and citations, one line for each paragraph."""
        if not isinstance(self.value, str):
            return ""
        if isinstance(self.block, blocks.RichTextBlock):
            return plain_text(self.value)
        is_line = isinstance(self.block, blocks.CharBlock | blocks.TextBlock)
        return self.value if is_line else ""


class BodySection(NamedTuple):
    """A top-level block of the body: its name for editors, and all its parts in order."""

    name: str
    parts: list[StoredBlock]


def get_sections(body) -> list[BodySection]:
    """Return the blocks of a body, without those whose kind no longer exists."""
    children = _child_blocks(body.stream_block, body.get_prep_value(), ())
    sections = [list(walk(child)) for child in children]
    return [BodySection(_section_name(parts), parts) for parts in sections]


def iter_texts(body) -> Iterator[str]:
    """Yield the texts of the body in order, without reading ahead."""
    for child in _child_blocks(body.stream_block, body.get_prep_value(), ()):
        yield from (part.text for part in walk(child) if part.text)


def walk(part: StoredBlock) -> Iterator[StoredBlock]:
    """Yield the part itself and everything in it, skipping values that its block cannot have."""
    yield part
    for child in get_children(part):
        yield from walk(child)


def get_children(part: StoredBlock) -> Iterator[StoredBlock]:
    """Yield what is directly in the part: fields, items, blocks or cells, in order."""
    block, value, path = part.block, part.value, part.path
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, Mapping):
        for name, definition in block.child_blocks.items():
            yield StoredBlock(definition, value.get(name), (*path, name))
    elif isinstance(block, blocks.ListBlock):
        for item in _dicts(value):
            item_path = (*path, str(item.get("id")))
            yield StoredBlock(block.child_block, item.get("value"), item_path)
    elif isinstance(block, blocks.BaseStreamBlock):
        yield from _child_blocks(block, value, path)
    elif isinstance(block, BaseTypedTableBlock) and isinstance(value, Mapping):
        yield from _table_cells(part)


@lru_cache(MAX_KEPT_TEXTS)
def plain_text(html: str) -> str:
    """Return the text of a stored rich text, with superscript numbers as ¹²³."""
    html = PARAGRAPH_END.sub("\n", replace_marks(html, lambda mark: ""))
    html = SUPERSCRIPT_TAG.sub(lambda raised: raised[1].translate(SUPERSCRIPTS), html)
    return unescape(HTML_TAG.sub("", html)).replace("\xa0", " ").strip()


def _child_blocks(
    block: blocks.BaseStreamBlock, value: Any, path: tuple[str, ...]
) -> list[StoredBlock]:
    return [
        StoredBlock(definition, child.get("value"), (*path, str(child.get("id"))))
        for child in _dicts(value)
        if (definition := block.child_blocks.get(child.get("type")))
    ]


def _table_cells(part: StoredBlock) -> Iterator[StoredBlock]:
    """Yield caption, headings and cells of a table, row by row."""
    table, columns = part.value, _dicts(part.value.get("columns"))
    for line in (table.get("caption"), *(column.get("heading") for column in columns)):
        yield StoredBlock(LINE_BLOCK, line, part.path)
    for row in _dicts(table.get("rows")):
        cells = row.get("values")
        for column, cell in zip(columns, cells if isinstance(cells, list) else [], strict=False):
            if definition := part.block.child_blocks.get(column.get("type")):
                yield StoredBlock(definition, cell, part.path)


def _dicts(value: Any) -> list[Mapping]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _section_name(parts: list[StoredBlock]) -> str:
    """Return the block's label with its first line, such as Explanation “How it works”."""
    label = str(parts[0].block.label)
    lines = (part.text.strip() for part in parts if isinstance(part.block, blocks.CharBlock))
    line = next(filter(None, lines), "")
    if line in ("", label):
        return label
    return f"{label} “{Truncator(line).chars(MAX_NAME_LENGTH)}”"
