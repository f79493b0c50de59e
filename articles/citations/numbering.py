"""Number the sources of an article in reading order.

A pure function: marks in, numbered entries out. Nothing is stored on blocks or pages, so a page
can be rendered twice, or by many threads at once, with the same result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any, NamedTuple

from django.utils.translation import gettext as _


class Occurrence(NamedTuple):
    """One place where a source is cited: the id of the mark and of the reference."""

    mark_id: str
    reference_id: int


@dataclass(frozen=True)
class Mark:
    """One mark in the text. `anchor` is the entry it points to, `id` what points back to it."""

    id: str
    number: int
    anchor: str
    label: str
    letter: str
    back_label: str


@dataclass
class Entry:
    """One line of the reference list with the marks that point to it."""

    number: int
    reference: Any
    anchor: str
    marks: list[Mark] = field(default_factory=list)


@dataclass
class Citations:
    """The numbered sources of one article.

    `entries` is the reference list in order. `mark(mark_id)` finds the mark of one place in the
    text; a place whose reference no longer exists has none.
    """

    entries: list[Entry] = field(default_factory=list)
    marks: dict[str, Mark] = field(default_factory=dict)

    def mark(self, mark_id: str) -> Mark | None:
        return self.marks.get(mark_id)


def letter(position: int) -> str:
    """Letter of the n-th citation of a source (0 is "a", 25 "z", 26 "aa")."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = ascii_lowercase[rest] + text
    return text


def number_citations(occurrences: Iterable[Occurrence], references: Mapping[int, Any]) -> Citations:
    """Number sources by first appearance; a repeat keeps its number.

    `references` maps ids to references (anything with `key` and `short_label`). An occurrence of
    an unknown id takes no number. Anchors come from the reference's key and never from its
    number, so a citation added earlier changes no address.
    """
    result = Citations()
    by_reference: dict[int, Entry] = {}
    for mark_id, reference_id in occurrences:
        reference = references.get(reference_id)
        if reference is None:
            continue
        entry = by_reference.get(reference_id)
        if entry is None:
            entry = Entry(len(by_reference) + 1, reference, f"ref-{reference.key}")
            by_reference[reference_id] = entry
            result.entries.append(entry)
        count = len(entry.marks) + 1
        mark = Mark(
            id=f"cite-{reference.key}-{count}",
            number=entry.number,
            anchor=entry.anchor,
            label=_("Reference %(number)d: %(name)s")
            % {"number": entry.number, "name": reference.short_label},
            letter=letter(count - 1),
            back_label=_("%(letter)s: back to citation %(count)d of reference %(number)d")
            % {"letter": letter(count - 1), "count": count, "number": entry.number},
        )
        entry.marks.append(mark)
        result.marks.setdefault(mark_id, mark)
    return result
