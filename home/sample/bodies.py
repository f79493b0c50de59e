"""Turn the blocks of content files into the JSON that a StreamField stores."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.models import Reference


@dataclass
class SampleLibrary:
    """Objects that blocks refer to, by their keys in the content files."""

    pages: dict[str, int] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    calls_to_action: dict[str, int] = field(default_factory=dict)
    image: Callable[[str], int] = lambda name: 0
    rich_text: Callable[[str | None], str] = lambda text: text or ""

    def page(self, path: str | None) -> int | None:
        """Return the id of the page at a path. Raise `KeyError` for an unknown path."""
        return self.pages[path.strip("/")] if path else None


def new_block_id() -> str:
    return str(uuid.uuid4())


def list_block_value(values: list) -> list[dict]:
    return [{"type": "item", "value": value, "id": new_block_id()} for value in values]


def stream_json(values: list[tuple[str, Any]]) -> str:
    return json.dumps(
        [{"type": kind, "value": value, "id": new_block_id()} for kind, value in values]
    )


class BodyBuilder:
    """Builds streams with the references, calls to action, images and pages of one library."""

    def __init__(self, library: SampleLibrary) -> None:
        self.library = library

    def stream(self, block: blocks.StreamBlock, content: list[dict[str, Any]]) -> str:
        """Return `[{"explanation": {...}}, ...]` as stored JSON."""
        values = []
        for item in content:
            ((kind, value),) = item.items()
            reshape = RESHAPE.get(kind, lambda value: value)
            values.append((kind, self.value(block.child_blocks[kind], reshape(value))))
        return stream_json(values)

    def value(self, block: blocks.Block, content: Any) -> Any:
        """Return the stored value of a block. A missing value is the block's default."""
        match block:
            case blocks.RichTextBlock():
                return self.library.rich_text(content)
            case blocks.StructBlock():
                if isinstance(content, str):
                    content = {next(iter(block.child_blocks)): content}
                content = content or {}
                return {
                    name: self.value(child, content.get(name))
                    for name, child in block.child_blocks.items()
                }
            case blocks.ListBlock():
                return list_block_value(
                    [self.value(block.child_block, item) for item in content or []]
                )
            case blocks.PageChooserBlock():
                return self.library.page(content)
            case ImageChooserBlock():
                return self.library.image(content)
            case SnippetChooserBlock() if block.target_model is Reference:
                return self.library.references[content].pk
            case SnippetChooserBlock():
                return self.library.calls_to_action[content]
            case TypedTableBlock():
                return content
            case blocks.BooleanBlock():
                return bool(content)
        return str((block.get_default() or "") if content is None else content)


def _figure(value: dict) -> dict:
    return value | {"image": {"image": value["image"], "alt_text": value["alt"]}}


def _table(value: dict) -> dict:
    table = {
        "caption": value["caption"],
        "columns": [{"type": "text", "heading": heading} for heading in value["header"]],
        "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
    }
    return value | {"table": table}


def _people(value: dict) -> dict:
    return value | {"people": [f"{value['page']}/{person}" for person in value["people"]]}


# Kinds that content files write in a shorter form than they are stored.
RESHAPE: dict[str, Callable[[dict], dict]] = {"figure": _figure, "table": _table, "people": _people}
