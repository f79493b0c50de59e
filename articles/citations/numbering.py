"""Number the sources of a page in reading order.

A pure function: ids in, numbered entries out. Nothing is stored on blocks or pages, so a page can
be rendered twice, or by many threads at once, with the same result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any, NamedTuple

from django.utils.translation import gettext as _


class BackLink(NamedTuple):
    """The way from an entry of the list back to one place that cites it."""

    letter: str
    anchor: str
    label: str


@dataclass
class ReferenceListEntry:
    """One line of the reference list with the ways back to the text."""

    number: int
    reference: Any
    anchor: str
    back_links: list[BackLink] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What a mark is called when it is read aloud."""
        return _("Reference %(number)d: %(name)s") % {
            "number": self.number,
            "name": self.reference.short_label,
        }

    def mark_anchor(self, count: int) -> str:
        """Anchor of the n-th place that cites this entry, counted from 1."""
        return f"cite-{self.reference.key}-{count}"


@dataclass
class Citations:
    """The numbered sources of one page: `entries` in order, and each by the ids that name it.

    `further` are references worth reading that the page does not cite.
    """

    entries: list[ReferenceListEntry] = field(default_factory=list)
    by_id: dict[int, ReferenceListEntry] = field(default_factory=dict)
    further: list[Any] = field(default_factory=list)


def back_link_letter(position: int) -> str:
    """Letter of the n-th citation of a source (0 is "a", 25 "z", 26 "aa")."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = ascii_lowercase[rest] + text
    return text


def number_citations(
    ids: Iterable[int], references: Mapping[int, Any], further: Iterable[int] = ()
) -> Citations:
    """Number sources by first appearance; a repeat keeps its number.

    `ids` are the citations in reading order, a repeat for every place. `references` maps them to
    references (anything with `key` and `short_label`); two ids may lead to the same one. An
    unknown id takes no number. Anchors come from the reference's key and never from its number,
    so a citation added earlier changes no address. Of `further`, ids of sources that are only
    recommended, those that are cited as well are left out.
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
    name = back_link_letter(count - 1)
    words = {"letter": name, "count": count, "number": entry.number}
    return BackLink(
        name,
        entry.mark_anchor(count),
        _("%(letter)s: back to citation %(count)d of reference %(number)d") % words,
    )
