"""Find a list of references among the paragraphs of a text, as it is pasted from elsewhere."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.references.parsing.entry import parse_entry
from articles.references.parsing.leading_authors import starts_with_person
from articles.references.parsing.splitting import (
    BULLET,
    DOI,
    LIST_NUMBER,
    REFERENCE_END,
    STOPS,
    TAIL_LENGTH,
    YEAR,
    is_heading,
    split_entries,
)

MIN_ENTRIES = 2
# Of the lines from the first to the last reference, this share are references.
MIN_SHARE = 0.6
MIN_ENTRY_LENGTH = 30
MAX_ENTRY_LENGTH = 1500
# References may be wrapped over this many lines.
MAX_WRAPPED_LINES = 3


class PastedList(NamedTuple):
    """A list of references: its lines as they are in the text, and how many references it has."""

    lines: tuple[str, ...]
    number: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def find_pasted_list(lines: Sequence[str]) -> PastedList | None:
    """Return the longest list of references in the paragraphs of a text, or None.

    Numbers and bullets may be missing, and a reference may take several lines.
    """
    if not any(map(_ends_reference, lines)):
        return None
    found = [read for run in _runs(lines) if (read := _read_list(lines[run.start : run.stop]))]
    return max(found, key=lambda one: one.number, default=None)


def _runs(lines: Sequence[str]) -> Iterator[range]:
    """Yield the ranges of lines between the start of a reference and the end of one."""
    first = last = None
    for number, line in enumerate(lines):
        if first is not None and number - (first if last is None else last) > MAX_WRAPPED_LINES:
            if last is not None:
                yield _with_heading(lines, first, last)
            first = last = None
        if first is None and _starts_reference(line):
            first = number
        if first is not None and _ends_reference(line):
            last = number
    if first is not None and last is not None:
        yield _with_heading(lines, first, last)


def _with_heading(lines: Sequence[str], first: int, last: int) -> range:
    has_heading = first > 0 and is_heading(lines[first - 1].strip())
    return range(first - has_heading, last + 1)


def _starts_reference(line: str) -> bool:
    return starts_with_person(_without_number(line))


def _ends_reference(line: str) -> bool:
    tail = line[-TAIL_LENGTH:].rstrip(STOPS)
    return bool(YEAR.search(tail) or DOI.search(tail)) and bool(REFERENCE_END.search(tail))


def _without_number(line: str) -> str:
    mark = LIST_NUMBER.match(line) or BULLET.match(line)
    return line[mark.end() :] if mark else line.strip()


def _read_list(lines: Sequence[str]) -> PastedList | None:
    # A list that lost its line breaks is one line, which is split by itself only.
    for text in ("\n".join(lines), lines[-1]):
        entries, _rest = split_entries(text)
        number = sum(map(_is_reference, entries))
        if number >= MIN_ENTRIES and number >= MIN_SHARE * len(entries):
            return PastedList(tuple(lines), number)
    return None


def _is_reference(entry: str) -> bool:
    if not MIN_ENTRY_LENGTH <= len(entry) <= MAX_ENTRY_LENGTH or not _starts_reference(entry):
        return False
    source = parse_entry(entry).source
    return bool(source and source.authors and source.title and source.year)
