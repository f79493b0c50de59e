"""Turn the marks in a rendered page into numbers that link to its reference list.

It works on the HTML of the whole page, in which marks are in reading order whatever block, cell or
setting they are in, so that no template needs to know of citations.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from articles.citations.markup import StoredMark, find_marks, replace_marks
from articles.citations.numbering import Citations, ReferenceListEntry

MIN_RUN_LENGTH = 3

ReferenceLookup = Callable[[set[int]], Mapping[int, Any]]


def resolve_citations(
    html: str, citations: Citations, look_up: ReferenceLookup, for_staff: bool = False
) -> str:
    """Return the page with every stored mark replaced.

    A source in the reference list becomes its number. One that is cited outside the numbered body
    only becomes its linked name; `look_up` returns all of these by id. A deleted source leaves
    nothing, or "[citation missing]" for staff.
    """
    marks = find_marks(html)
    if not marks:
        return html
    unlisted = {pk for mark in marks for pk in mark.ids if pk not in citations.by_id}
    page = _CitationRenderer(citations, look_up(unlisted) if unlisted else {}, for_staff)
    return replace_marks(html, page.render_mark)


def group_runs(numbers: Iterable[int]) -> list[list[int]]:
    """Return numbers in order, with three or more in a row together: [[1], [3, 4, 5], [8], [9]]."""
    groups: list[list[int]] = []
    for number in sorted(set(numbers)):
        if groups and number == groups[-1][-1] + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    runs: list[list[int]] = []
    for group in groups:
        runs += [group] if len(group) >= MIN_RUN_LENGTH else [[number] for number in group]
    return runs


class _CitationRenderer:
    """The rendering of one page, which counts the places of each source."""

    def __init__(self, citations: Citations, unlisted: Mapping[int, Any], for_staff: bool):
        self.by_id = citations.by_id
        self.unlisted = unlisted
        self.for_staff = for_staff
        self.seen: Counter[str] = Counter()

    def render_mark(self, stored: StoredMark) -> str:
        cited = [entry for entry in map(self.by_id.get, stored.ids) if entry]
        entries = {entry.number: entry for entry in cited}
        places = Counter(entry.number for entry in cited)
        others = [self.unlisted[pk] for pk in stored.ids if pk in self.unlisted]
        missing = [pk for pk in stored.ids if pk not in self.by_id and pk not in self.unlisted]
        links = (self.render_link([entries[n] for n in run], places) for run in group_runs(entries))
        html = "".join(f'<sup class="citation">&NoBreak;{link}</sup>' for link in links)
        if others:
            html += f" [{'; '.join(map(_reference_link, others))}]"
        if self.for_staff and (missing or not stored.ids):
            html += f' <strong class="citation-missing">[{escape(_("citation missing"))}]</strong>'
        return html

    def render_link(self, entries: list[ReferenceListEntry], places: Counter[int]) -> str:
        """Return the link of a number, or of a run of numbers to the first.

        `places` counts the ids of the mark with each number: two, if a source was merged into
        another of the same mark. Each of them is the target of a back link.
        """
        first, last = entries[0], entries[-1]
        ids = [
            self.id_attribute(entry) for entry in entries for _place in range(places[entry.number])
        ]
        start = f'<a{ids[0]} href="#{escape(first.anchor)}" role="doc-biblioref"'
        rest = "".join(f"<span{anchor}></span>" for anchor in ids[1:])
        if first is last:
            return f'{start} aria-label="{escape(first.label)}">{first.number}{rest}</a>'
        label = _("References %(first)d to %(last)d: %(names)s") % {
            "first": first.number,
            "last": last.number,
            "names": "; ".join(entry.reference.short_label for entry in entries),
        }
        anchors = escape(" ".join(entry.anchor for entry in entries))
        return (
            f'{start} aria-label="{escape(label)}" data-entries="{anchors}">'
            f"{first.number}–{last.number}{rest}</a>"
        )

    def id_attribute(self, entry: ReferenceListEntry) -> str:
        """Return the target of the entry's next back link, or "" if it has no more."""
        self.seen[entry.anchor] += 1
        count = self.seen[entry.anchor]
        return f' id="{entry.mark_anchor(count)}"' if count <= len(entry.back_links) else ""


def _reference_link(reference: Any) -> str:
    """Return the name of a source, linked to the source."""
    name = escape(reference.short_label)
    return f'<a href="{escape(reference.link)}">{name}</a>' if reference.link else name
