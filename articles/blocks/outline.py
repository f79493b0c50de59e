"""The parts of a body with everything that depends on their place: anchors, contents, numbers."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from articles.utils.unique_names import UniqueNames


@dataclass(frozen=True)
class OutlinePart:
    """One block of the body.

    `number` counts figures and tables, each kind separately. `opens_main` marks the first block
    after the opening.
    """

    child: Any
    anchor: str
    heading: str
    number: int | None
    opens_main: bool


def build_outline(body) -> list[OutlinePart]:
    """Return the parts in order, each with an anchor that is unique in the page."""
    parts = []
    anchors = UniqueNames()
    numbers: Counter[str] = Counter()
    is_opening = True
    for child in body:
        block = child.block
        anchor = anchors.add(block.get_anchor(child.value))
        if block.is_numbered:
            numbers[block.name] += 1
        number = numbers[block.name] if block.is_numbered else None
        opens_main = is_opening and not block.is_opening
        is_opening = is_opening and block.is_opening
        heading = block.get_heading(child.value)
        parts.append(OutlinePart(child, f"section-{anchor}", heading, number, opens_main))
    return parts


def build_contents(
    parts: list[OutlinePart], *, has_references: bool = True
) -> list[dict[str, str]]:
    """Return the lines of "On this page". Without references, their list is not on the page."""
    return [
        {"anchor": part.anchor, "heading": part.heading}
        for part in parts
        if part.heading and part.child.block.in_contents
        if has_references or not part.child.block.is_reference_list
    ]


def has_reference_list(parts: list[OutlinePart]) -> bool:
    return any(part.child.block.is_reference_list for part in parts)
