"""The blocks of a StreamField in a kit, walked by the definitions of their blocks.

`- explanation: {heading: …, text: …}` is a block, with `id: …` beside the name of its kind. A block
of fields that is written as text has this text in its first field. Fields that are left out have
their default. Ids that are left out are made of the place of the block, so that two loads of a kit
give the same ones. A new kind of block needs no code here.
"""

import uuid
from collections.abc import Mapping as AnyMapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from articles.blocks.statement_choice import SEPARATOR, StatementChoiceBlock, parse_choice
from articles.models import ArticlePage
from home.kit.errors import Place
from home.kit.names import Names
from home.kit.rich_text import HTML, KEYS, TEXT, decode_rich_text, encode_rich_text
from home.kit.single_values import check_text
from home.kit.yaml_reading import (
    Mapping,
    Plain,
    as_mapping,
    as_sequence,
    as_text,
    plain_data,
)

ID = "id"
NAMESPACE = uuid.UUID("6f1a7d3e-8f6b-5b0c-9d52-3f0f4a1c7e55")
RICH_TEXT_KEYS = {TEXT, KEYS, HTML}
NUMBERS = (blocks.IntegerBlock, blocks.FloatBlock)
TABLE_KEYS = ("caption", "header", "types", "rows")


class StreamDecoder:
    """Turns the blocks of one field into stored values. `seed` names the field in its site."""

    def __init__(self, names: Names, seed: str) -> None:
        self.names, self.seed = names, seed

    def stream(self, block: Any, content: Any, place: Place, path: str = "") -> list[dict]:
        items = []
        for number, (item, at) in enumerate(as_sequence(content, place).places(place)):
            fields = as_mapping(item, at)
            kinds = [key for key in fields if key != ID]
            if len(kinds) != 1:
                raise at.error(_("A block needs one name of a kind here, such as “- text:”."))
            kind, own_path = kinds[0], f"{path}/{number}"
            if kind not in block.child_blocks:
                message = _("There is no block “%s” here.") % kind
                raise fields.place(kind, at).unknown(message, kind, block.child_blocks)
            where = fields.place(kind, at)
            value = self.value(block.child_blocks[kind], fields[kind], where, own_path)
            items.append({"type": kind, "value": value, ID: self.item_id(fields, own_path, at)})
        return items

    def item_id(self, fields: Any, path: str, place: Place) -> str:
        if isinstance(fields, Mapping) and fields.get(ID):
            return as_text(fields[ID], fields.place(ID, place))
        return str(uuid.uuid5(NAMESPACE, f"{self.seed}{path}"))

    def value(self, block: Any, content: Any, place: Place, path: str) -> Any:
        """Return the stored value of a block. A missing one is the default of the block."""
        match block:
            case blocks.RichTextBlock():
                return decode_rich_text(content, self.names, place)
            case BaseTypedTableBlock():
                return self.table(block, content, place, path)
            case blocks.BaseStructBlock():
                return self.struct(block, content, place, path)
            case blocks.ListBlock():
                return self.items(block, content, place, path)
            case blocks.BaseStreamBlock():
                return self.stream(block, content, place, path)
            case blocks.ChooserBlock():
                name = as_text(content, place)
                model = block.model_class
                return self.names.pk(model, name, place) if name else None
            case StatementChoiceBlock():
                return self.statement_choice(content, place)
            case blocks.StaticBlock():
                return None
            case blocks.MultipleChoiceBlock():
                items = as_sequence(content, place).places(place)
                return [self.choice(block, as_text(item, at), at) for item, at in items]
            case blocks.BooleanBlock():
                return self.boolean(block, content, place)
            case _ if isinstance(block, NUMBERS):
                return self.number(block, content, place)
        if isinstance(content, Mapping | list) and not _is_text(block):
            return plain_data(content)
        if content is None:
            default = block.get_default()
            return None if default is None and not _is_text(block) else str(default or "")
        text = as_text(content, place)
        if isinstance(block, blocks.ChoiceBlock):
            return self.choice(block, text, place)
        return check_text(block.field, text, place)

    def struct(self, block: Any, content: Any, place: Place, path: str) -> dict[str, Any]:
        children = block.child_blocks
        is_text = isinstance(content, str | Plain)
        is_rich = isinstance(content, Mapping) and bool(content) and set(content) <= RICH_TEXT_KEYS
        if is_text or (is_rich and not set(content) <= set(children)):
            fields = Mapping(place.line)
            fields[next(iter(children))] = content
        else:
            fields = as_mapping(content, place)
        for key in fields:
            if key not in children and key != ID:
                message = _("“%(key)s” is not a field of %(block)s.")
                name = {"key": key, "block": block.name or block.label}
                raise fields.place(key, place).unknown(message % name, key, children)
        return {
            name: self.value(child, fields.get(name), fields.place(name, place), f"{path}/{name}")
            for name, child in children.items()
        }

    def items(self, block: Any, content: Any, place: Place, path: str) -> list[dict]:
        items = []
        for number, (item, at) in enumerate(as_sequence(content, place).places(place)):
            own_path = f"{path}/{number}"
            own = _without_id(item) if ID not in _children(block.child_block) else item
            value = self.value(block.child_block, own, at, own_path)
            items.append({"type": "item", "value": value, ID: self.item_id(item, own_path, at)})
        return items

    def table(self, block: Any, content: Any, place: Place, path: str) -> dict[str, Any] | None:
        if content is None:
            return None
        fields = as_mapping(content, place)
        for key in fields:
            if key not in TABLE_KEYS:
                message = _("“%s” is not a part of a table.") % key
                raise fields.place(key, place).unknown(message, key, TABLE_KEYS)
        header = as_sequence(fields.get("header"), fields.place("header", place))
        headings = [as_text(each, at) for each, at in header.places(place)]
        types = [str(each) for each in fields.get("types") or ()]
        types = types or [next(iter(block.child_blocks))] * len(headings)
        at = fields.place("types", place)
        if len(types) != len(headings):
            raise at.error(_("A table has as many types as columns in its header."))
        for kind in types:
            if kind not in block.child_blocks:
                message = _("There is no kind of column “%s”.") % kind
                raise at.unknown(message, kind, block.child_blocks)
        rows = []
        for row, row_at in as_sequence(fields.get("rows"), place).places(place):
            cells = as_sequence(row, row_at).places(row_at)
            if len(cells) != len(types):
                message = _("This row has %(cells)d cells and the table %(columns)d columns.")
                raise row_at.error(message % {"cells": len(cells), "columns": len(types)})
            values = [
                self.value(block.child_blocks[kind], cell, at, path)
                for kind, (cell, at) in zip(types, cells, strict=True)
            ]
            rows.append({"values": values})
        columns = [
            {"type": kind, "heading": text} for kind, text in zip(types, headings, strict=True)
        ]
        caption = as_text(fields.get("caption"), fields.place("caption", place))
        return {"columns": columns, "rows": rows, "caption": caption}

    def statement_choice(self, content: Any, place: Place) -> str | None:
        """Return the stored choice of `articles/pain/knees#walking`, a finding of an article."""
        name = as_text(content, place)
        if not name:
            return None
        path, _separator, finding = name.rpartition(SEPARATOR)
        if not path or not finding:
            raise place.error(_("A finding is the path of its article, “#” and its id."))
        return f"{self.names.pk(ArticlePage, path, place)}{SEPARATOR}{finding}"

    def boolean(self, block: Any, content: Any, place: Place) -> bool:
        if content is None:
            return bool(block.get_default())
        if isinstance(content, Plain) and isinstance(content.value, bool):
            return content.value
        raise place.error(_("This is yes or no: write true or false."))

    def number(self, block: Any, content: Any, place: Place) -> Any:
        if content is None:
            return block.get_default()
        value = content.value if isinstance(content, Plain) else None
        is_whole = isinstance(block, blocks.IntegerBlock)
        allowed = int if is_whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, allowed):
            raise place.error(_("A number is needed here."))
        return value

    def choice(self, block: Any, text: str, place: Place) -> str:
        known = [str(value) for value in _choices(block.field.choices)]
        if text and text not in known:
            message = _("“%(text)s” is not one of: %(known)s.")
            known_text = ", ".join(filter(None, known))
            raise place.unknown(message % {"text": text, "known": known_text}, text, known)
        return text


class StreamEncoder:
    """Turns stored blocks into what a kit has of them, with names instead of ids."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.defaults = StreamDecoder(names, "")

    def stream(self, block: Any, stored: Any) -> list[dict]:
        items = []
        for item in stored or ():
            if isinstance(item, AnyMapping) and item.get("type") in block.child_blocks:
                child = block.child_blocks[item["type"]]
                value = self.shortened(child, self.value(child, item.get("value")))
                items.append({item["type"]: value, **({ID: item[ID]} if item.get(ID) else {})})
        return items

    def shortened(self, block: Any, value: Any) -> Any:
        """Return the text of the first field instead of the fields, if all others are empty."""
        if isinstance(block, blocks.BaseStructBlock) and len(block.child_blocks) > 0:
            first = next(iter(block.child_blocks))
            if list(value) == [first] and isinstance(value[first], str):
                return value[first]
        return value

    def value(self, block: Any, stored: Any) -> Any:
        match block:
            case blocks.RichTextBlock():
                return encode_rich_text(stored if isinstance(stored, str) else "", self.names)
            case BaseTypedTableBlock():
                return self.table(block, stored)
            case blocks.BaseStructBlock():
                return self.struct(block, stored if isinstance(stored, AnyMapping) else {})
            case blocks.ListBlock():
                return [self.item(block.child_block, each) for each in stored or ()]
            case blocks.BaseStreamBlock():
                return self.stream(block, stored)
            case blocks.ChooserBlock():
                return self.names.name(block.model_class, stored) if stored else None
            case StatementChoiceBlock():
                return self.statement_choice(stored)
        return stored

    def statement_choice(self, stored: Any) -> str | None:
        choice = parse_choice(stored)
        path = self.names.name(ArticlePage, choice.article_id) if choice else None
        return f"{path}{SEPARATOR}{choice.finding_id}" if choice and path else None

    def struct(self, block: Any, stored: AnyMapping) -> dict[str, Any]:
        values = {}
        for name, child in block.child_blocks.items():
            if name not in stored:
                continue
            value = stored[name]
            default = self.defaults.value(child, None, Place(""), "")
            if value is None and _is_text(child):
                value = ""  # as blocks stored empty texts that were not required
            if value != default or not _is_empty(default):
                values[name] = self.value(child, value)
        return values

    def item(self, block: Any, stored: Any) -> Any:
        """Return an item of a list. Only one with fields has room for its id."""
        if not (isinstance(stored, AnyMapping) and stored.get("type") == "item"):
            return self.value(block, stored)  # as lists were stored before they had ids
        value = self.value(block, stored.get("value"))
        if isinstance(value, dict) and stored.get(ID) and ID not in _children(block):
            return {**value, ID: stored[ID]}
        return value

    def table(self, block: Any, stored: Any) -> dict[str, Any] | None:
        if not isinstance(stored, AnyMapping):
            return None
        columns = stored.get("columns") or []
        types = [column.get("type") for column in columns]
        table: dict[str, Any] = {"caption": stored["caption"]} if stored.get("caption") else {}
        table["header"] = [column.get("heading") or "" for column in columns]
        if any(kind != next(iter(block.child_blocks)) for kind in types):
            table["types"] = types
        table["rows"] = [
            [
                self.value(block.child_blocks[kind], cell)
                for kind, cell in zip(types, row["values"], strict=False)
            ]
            for row in stored.get("rows") or ()
        ]
        return table


def _is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return value is None or value is False or value in ("", [])


def _is_text(block: Any) -> bool:
    text = (blocks.CharBlock, blocks.TextBlock, blocks.ChoiceBlock, blocks.URLBlock)
    return isinstance(block, (*text, blocks.EmailBlock, blocks.RawHTMLBlock, blocks.RegexBlock))


def _children(block: Any) -> AnyMapping:
    return getattr(block, "child_blocks", {})


def _without_id(item: Any) -> Any:
    if not isinstance(item, Mapping) or ID not in item:
        return item
    fields = Mapping(item.line)
    fields.lines = item.lines
    fields.update({key: value for key, value in item.items() if key != ID})
    return fields


def _choices(choices: Any) -> list[Any]:
    """Return the values of choices, also of those in groups."""
    values: list[Any] = []
    for value, label in choices:
        values += [each for each, _label in label] if isinstance(label, list | tuple) else [value]
    return values
