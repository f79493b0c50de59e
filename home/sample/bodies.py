"""Turn the blocks of a content file into the JSON a StreamField stores."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from articles.models import Reference


@dataclass
class SampleLibrary:
    """What blocks refer to: keys of the content files to ids in the database."""

    pages: dict[str, int] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    calls_to_action: dict[str, int] = field(default_factory=dict)
    image: Callable[[str], int] = lambda name: 0
    rich_text: Callable[[str | None], str] = lambda text: text or ""

    def page(self, path: str | None) -> int | None:
        """Id of the page at an address of the sample site; an unknown one is a fault in a file."""
        return self.pages[path.strip("/")] if path else None


def new_block_id() -> str:
    return str(uuid.uuid4())


def list_block_value(values: list) -> list[dict]:
    """A list block's value."""
    return [{"type": "item", "value": value, "id": new_block_id()} for value in values]


def stream_json(blocks: list[tuple[str, Any]]) -> str:
    """A stream's value as JSON."""
    return json.dumps(
        [{"type": kind, "value": value, "id": new_block_id()} for kind, value in blocks]
    )


class BodyBuilder:
    """Builds bodies with the references, calls to action, images and pages of one library."""

    def __init__(self, library: SampleLibrary):
        self.library = library

    def body(self, blocks: list[dict[str, Any]]) -> str:
        """`[{"explanation": {...}}, ...]` as stored JSON; each kind has a method of its name."""
        built = []
        for block in blocks:
            (kind, value), *rest = block.items()
            if rest:
                raise ValueError(f"A block has one kind, this one has {list(block)}")
            built.append((kind, getattr(self, kind)(value)))
        return stream_json(built)

    def _sources(self, value: dict) -> list[dict]:
        return list_block_value(
            [self.library.references[key].pk for key in value.get("sources") or []]
        )

    def intro(self, value):
        return self.library.rich_text(value)

    def key_points(self, value):
        return {
            "heading": value.get("heading", "Key points"),
            "points": list_block_value(
                [{"text": self.library.rich_text(point["text"])} for point in value["points"]]
            ),
        }

    def explanation(self, value):
        return {
            "heading": value["heading"],
            "text": self.library.rich_text(value["text"]),
            "note_term": value.get("note_term", ""),
            "note_text": value.get("note_text", ""),
        }

    def evidence(self, value):
        fields = ("claim", "finding", "study_type", "strength")
        optional = ("people", "comparison", "duration", "limits")
        return {
            "heading": value["heading"],
            "introduction": self.library.rich_text(value.get("introduction")),
            "statements": list_block_value(
                [
                    {name: s[name] for name in fields}
                    | {name: str(s.get(name, "")) for name in optional}
                    | {"sources": self._sources(s)}
                    for s in value["statements"]
                ]
            ),
            "conclusion": self.library.rich_text(value.get("conclusion")),
        }

    def known_unknown(self, value):
        points = {
            name: list_block_value([{"text": self.library.rich_text(text)} for text in value[name]])
            for name in ("known", "unknown")
        }
        return points | {"heading": value.get("heading", "What we know, and what we do not")}

    def call_to_action(self, key):
        return self.library.calls_to_action[key]

    def figure(self, value):
        return {
            "image": {
                "image": self.library.image(value["image"]),
                "alt_text": value["alt"],
                "decorative": False,
            },
            "callouts": list_block_value(value.get("callouts") or []),
            "caption": value["caption"],
            "credit": value.get("credit", ""),
        }

    def quote(self, value):
        return value

    def callout(self, value):
        return {
            "tone": value.get("tone", "note"),
            "heading": value["heading"],
            "text": self.library.rich_text(value["text"]),
        }

    def table(self, value):
        return {
            "table": {
                "caption": value["caption"],
                "columns": [{"type": "text", "heading": heading} for heading in value["header"]],
                "rows": [{"values": [str(cell) for cell in row]} for row in value["rows"]],
            },
            "note": value.get("note", ""),
            "sources": self._sources(value),
        }

    def faq(self, value):
        return {
            "heading": value.get("heading", "Common questions"),
            "items": list_block_value(
                [
                    {
                        "question": item["question"],
                        "answer": self.library.rich_text(item["answer"]),
                    }
                    for item in value["items"]
                ]
            ),
        }

    def references(self, value):
        return {"heading": (value or {}).get("heading", "References")}

    def text(self, value):
        return {
            "heading": value.get("heading", ""),
            "text": self.library.rich_text(value["text"]),
        }

    def trust(self, value):
        return {
            "statements": list_block_value(
                [
                    {
                        "heading": s["heading"],
                        "text": s["text"],
                        "page": self.library.page(s.get("page")),
                        "link_text": s.get("link_text", ""),
                    }
                    for s in value["statements"]
                ]
            )
        }

    def topics(self, value):
        return {
            "heading": value["heading"],
            "categories": list_block_value(
                [self.library.page(path) for path in value["categories"]]
            ),
            "all_page": self.library.page(value.get("all_page")),
            "all_label": value.get("all_label", ""),
        }

    def latest(self, value):
        return {
            "heading": value["heading"],
            "index_page": self.library.page(value.get("index_page")),
        }

    def people(self, value):
        return {
            "heading": value["heading"],
            "people": list_block_value(
                [self.library.page(f"{value['page']}/{person}") for person in value["people"]]
            ),
        }

    def step(self, value):
        return value

    def link(self, value):
        return {
            "text": value["text"],
            "page": self.library.page(value.get("page")),
            "url": value.get("url", ""),
        }

    def column(self, value):
        return {
            "heading": capfirst(value["heading"]),
            "links": list_block_value([self.link(link) for link in value["links"]]),
        }
