"""Number the sources of a page in reading order.

Nothing is stored on blocks or pages, so a page can be rendered twice, or by several threads at
once, with the same result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any, NamedTuple

from django.utils.translation import gettext as _


class BackLink(NamedTuple):
    """A link from an entry of the reference list back to a place that cites it."""

    letter: str
    anchor: str
    label: str


@dataclass
class ReferenceListEntry:
    """A numbered source of the reference list, with its links back to the text."""

    number: int
    reference: Any
    anchor: str
    back_links: list[BackLink] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The accessible name of a mark."""
        return _("Reference %(number)d: %(name)s") % {
            "number": self.number,
            "name": self.reference.short_label,
        }

    def mark_anchor(self, count: int) -> str:
        """Return the anchor of the n-th place that cites this entry, counted from 1."""
        return f"cite-{self.reference.key}-{count}"


@dataclass
class Citations:
    """The numbered sources of a page: in order, by id, and those for further reading only."""

    entries: list[ReferenceListEntry] = field(default_factory=list)
    by_id: dict[int, ReferenceListEntry] = field(default_factory=dict)
    further: list[Any] = field(default_factory=list)


def back_link_letter(position: int) -> str:
    """Return the letter of the n-th citation of a source: "a" for 0, "z" for 25, "aa" for 26."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = ascii_lowercase[rest] + text
    return text


def number_citations(
    ids: Iterable[int], references: Mapping[int, Any], further: Iterable[int] = ()
) -> Citations:
    """Number sources by their first citation.

    `ids` has an id for every place, in reading order. `references` maps ids to references, which
    need a `key` and a `short_label`; two ids may lead to the same reference, and unknown ids get
    no number. Anchors contain the key and not the number, so that they never change. `further`
    has the ids of recommended sources; cited ones among them are left out.
    """
    result = Citations()
    by_key: dict[str, ReferenceListEntry] = {}
    for pk in ids:
        reference = references.get(pk)
        if reference is None:
            continue
        entry = by_key.get(reference.key)
        if entry is None:
            entry = ReferenceListEntry(len(by_key) + 1, reference, f"ref-{reference.key}")
            by_key[reference.key] = entry
            result.entries.append(entry)
        result.by_id[pk] = entry
        entry.back_links.append(_back_link(entry))
    recommended = {references[pk].key: references[pk] for pk in further if pk in references}
    result.further = [recommended[key] for key in recommended if key not in by_key]
    return result


def _back_link(entry: ReferenceListEntry) -> BackLink:
    count = len(entry.back_links) + 1
    letter = back_link_letter(count - 1)
    label = _("%(letter)s: back to citation %(count)d of reference %(number)d") % {
        "letter": letter,
        "count": count,
        "number": entry.number,
    }
    return BackLink(letter, entry.mark_anchor(count), label)
