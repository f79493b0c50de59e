"""Find and replace sources in stored content: the JSON of streams, the HTML of rich text.

This works on drafts and revisions without loading them as pages. What it does not change stays
identical to the letter.
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
class RewriteCallbacks:
    """Functions that return the replacement of a rich text, and of a chosen source's id."""

    html: Callable[[str], str]
    source_id: Callable[[int], int]


def find_source_ids(model: type[models.Model], content: Mapping[str, Any]) -> list[int]:
    """Return the ids of all sources in serialised content (a revision's), once for each place."""
    ids: list[int] = []

    def html(text: str) -> str:
        ids.extend(pk for mark in find_marks(text) for pk in mark.ids)
        return text

    def source_id(pk: int) -> int:
        ids.append(pk)
        return pk

    rewrite_fields(model, content, RewriteCallbacks(html, source_id))
    return ids


def replace_source_ids(
    model: type[models.Model],
    content: Mapping[str, Any],
    ids: Mapping[int, int],
    label: Callable[[list[int]], str],
) -> dict[str, Any]:
    """Return the fields of the content in which an id was replaced, with their new values."""
    return rewrite_fields(
        model,
        content,
        RewriteCallbacks(lambda html: replace_ids(html, ids, label), lambda pk: ids.get(pk, pk)),
    )


def rewrite_fields(
    model: type[models.Model], content: Mapping[str, Any], callbacks: RewriteCallbacks
) -> dict[str, Any]:
    """Return the fields that the callbacks changed, serialised as they were."""
    changed = {}
    for field in fields_with_sources(model):
        stored = content.get(field.name)
        if not isinstance(stored, str) or not stored:
            continue
        is_stream = isinstance(field, StreamField)
        new = _rewrite_stream(field, stored, callbacks) if is_stream else callbacks.html(stored)
        if new != stored:
            changed[field.name] = new
    return changed


def fields_with_sources(model: type[models.Model]) -> Iterator[models.Field]:
    """Yield the fields of a model that can name a source."""
    for field in model._meta.get_fields():
        if isinstance(field, RichTextField | StreamField):
            yield field


def _rewrite_stream(field: StreamField, stored: str, callbacks: RewriteCallbacks) -> str:
    try:
        raw = json.loads(stored)
    except ValueError:
        return stored
    new = _rewrite_value(field.stream_block, raw, callbacks)
    return stored if new == raw else json.dumps(new)


def _rewrite_value(block: blocks.Block | None, raw: Any, callbacks: RewriteCallbacks) -> Any:
    """Rewrite the raw value of a block; return it unchanged if it does not fit the block."""
    match block, raw:
        case blocks.RichTextBlock(), str():
            return callbacks.html(raw)
        case ReferenceChooserBlock(), int():
            return callbacks.source_id(raw)
        case blocks.BaseStructBlock(), dict():
            children = block.child_blocks
            return {n: _rewrite_value(children.get(n), raw[n], callbacks) for n in raw}
        case blocks.BaseStreamBlock(), list():
            children = block.child_blocks
            return [_rewrite_item(children.get(_kind(item)), item, callbacks) for item in raw]
        case ListBlock(), list():
            return [_rewrite_item(block.child_block, item, callbacks) for item in raw]
        case BaseTypedTableBlock(), {"columns": list(columns), "rows": list(rows)}:
            cells = [block.child_blocks.get(_kind(column)) for column in columns]
            return raw | {"rows": [_rewrite_row(cells, row, callbacks) for row in rows]}
    return raw


def _kind(item: Any) -> Any:
    return item.get("type") if isinstance(item, dict) else None


def _rewrite_item(block: blocks.Block | None, item: Any, callbacks: RewriteCallbacks) -> Any:
    if not isinstance(item, dict) or "value" not in item:
        return item
    return item | {"value": _rewrite_value(block, item["value"], callbacks)}


def _rewrite_row(cells: list[blocks.Block | None], row: Any, callbacks: RewriteCallbacks) -> Any:
    values = row.get("values") if isinstance(row, dict) else None
    if not isinstance(values, list) or len(values) != len(cells):
        return row
    pairs = zip(cells, values, strict=True)
    return row | {"values": [_rewrite_value(block, value, callbacks) for block, value in pairs]}
