"""The parts of a body with what depends on their place: anchors, contents and numbers."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.utils.unique_names import UniqueNames

NUMBERED_BLOCKS = ("figure", "table")
OPENING_BLOCKS = ("intro", "key_points")


@dataclass(frozen=True)
class OutlinePart:
    """One block of the body.

    `number` counts figures and tables, each on its own. `opens_main` marks the first block after
    the opening of introduction and key points.
    """

    child: Any
    anchor: str
    heading: str
    number: int | None
    opens_main: bool


def build_outline(body) -> list[OutlinePart]:
    """Parts in order, each with an anchor that is unique in the page.

    The anchor comes from the heading, so that a link to a section survives a change of order.
    """
    parts = []
    anchors = UniqueNames()
    numbers: Counter[str] = Counter()
    opening = True
    for child in body:
        heading = _get_heading(child)
        anchor = anchors.add(slugify(heading) or child.block_type.replace("_", "-"))
        number = None
        if child.block_type in NUMBERED_BLOCKS:
            numbers[child.block_type] += 1
            number = numbers[child.block_type]
        opens_main = opening and child.block_type not in OPENING_BLOCKS
        opening = opening and not opens_main
        parts.append(OutlinePart(child, f"section-{anchor}", heading, number, opens_main))
    return parts


def build_contents(parts: list[OutlinePart]) -> list[dict[str, str]]:
    """Lines of "On this page": the sections with a heading. Boxes beside the text are left out."""
    return [
        {"anchor": part.anchor, "heading": part.heading}
        for part in parts
        if part.heading and part.child.block_type not in ("callout", "key_points")
    ]


def _get_heading(child) -> str:
    if child.block_type in (
        "explanation",
        "evidence",
        "known_unknown",
        "faq",
        "references",
        "callout",
        "key_points",
    ):
        default = _("References") if child.block_type == "references" else ""
        return (child.value.get("heading") or default).strip()
    return ""
