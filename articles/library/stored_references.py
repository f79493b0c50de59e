"""The sources named in content as it is stored: the JSON of streams, the HTML of rich text.

Works on drafts and revisions, which are never loaded as pages for this, and keeps to the letter
whatever it does not change.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.blocks.list_block import ListBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField

from articles.blocks.references import ReferenceChooserBlock
from articles.citations.markup import find_marks, replace_ids


@dataclass(frozen=True)
class Visitor:
    """What to put in the place of a rich text, and of a chosen source's id."""

    html: Callable[[str], str]
    chosen: Callable[[int], int]


def sources_in(model: type[models.Model], content: Mapping[str, Any]) -> list[int]:
    """The ids of all sources that serialised content (a revision's) names, once for each place."""
    found: list[int] = []

    def html(text: str) -> str:
        found.extend(pk for mark in find_marks(text) for pk in mark.ids)
        return text

    def chosen(pk: int) -> int:
        found.append(pk)
        return pk

    rewritten(model, content, Visitor(html, chosen))
    return found


def renamed(
    model: type[models.Model],
    content: Mapping[str, Any],
    ids: Mapping[int, int],
    label: Callable[[list[int]], str],
) -> dict[str, Any]:
    """The fields of the content in which a source has another id now; none where none has."""
    return rewritten(
        model,
        content,
        Visitor(lambda html: replace_ids(html, ids, label), lambda pk: ids.get(pk, pk)),
    )


def rewritten(
    model: type[models.Model], content: Mapping[str, Any], visitor: Visitor
) -> dict[str, Any]:
    """The fields that the visitor changed, in the form in which they were stored."""
    changed = {}
    for field in text_fields(model):
        stored = content.get(field.name)
        if not isinstance(stored, str) or not stored:
            continue
        if isinstance(field, StreamField):
            new = _stream(field, stored, visitor)
        else:
            new = visitor.html(stored)
        if new != stored:
            changed[field.name] = new
    return changed


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of a model that can name a source."""
    for field in model._meta.get_fields():
        if isinstance(field, RichTextField | StreamField):
            yield field


def _stream(field: StreamField, stored: str, visitor: Visitor) -> str:
    try:
        raw = json.loads(stored)
    except ValueError:
        return stored
    new = _walk(field.stream_block, raw, visitor)
    return stored if new == raw else json.dumps(new)


def _walk(block: blocks.Block, raw: Any, visitor: Visitor) -> Any:
    """The raw value of a block, rewritten; of a shape that is not the block's, as it is."""
    match block, raw:
        case blocks.RichTextBlock(), str():
            return visitor.html(raw)
        case ReferenceChooserBlock(), int():
            return visitor.chosen(raw)
        case blocks.BaseStructBlock(), dict():
            return {
                name: _walk(block.child_blocks[name], value, visitor)
                if name in block.child_blocks
                else value
                for name, value in raw.items()
            }
        case blocks.BaseStreamBlock(), list():
            return [_item(block.child_blocks.get(_kind(item)), item, visitor) for item in raw]
        case ListBlock(), list():
            return [_item(block.child_block, item, visitor) for item in raw]
        case BaseTypedTableBlock(), {"columns": list(columns), "rows": list(rows)}:
            cells = [block.child_blocks.get(_kind(column)) for column in columns]
            return raw | {"rows": [_row(cells, row, visitor) for row in rows]}
    return raw


def _kind(item: Any) -> Any:
    return item.get("type") if isinstance(item, dict) else None


def _item(block: blocks.Block | None, item: Any, visitor: Visitor) -> Any:
    if block is None or not isinstance(item, dict) or "value" not in item:
        return item
    return item | {"value": _walk(block, item["value"], visitor)}


def _row(cells: list[blocks.Block | None], row: Any, visitor: Visitor) -> Any:
    values = row.get("values") if isinstance(row, dict) else None
    if not isinstance(values, list) or len(values) != len(cells):
        return row
    return row | {
        "values": [
            _walk(block, value, visitor) if block else value
            for block, value in zip(cells, values, strict=True)
        ]
    }
