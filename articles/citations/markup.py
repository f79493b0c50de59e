"""Marks: citations as they are stored in rich text, as links with the ids of their sources.

    <a linktype="citation" ids="3 7">[Wood 2006; Noppers 2011]</a>

The label is for editors and for programs that do not know of citations; pages show numbers.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LINK_TYPE = "citation"
# A mark contains no other link, so an unclosed one ends where the next link begins.
STORED_MARK = re.compile(
    r'<a\b([^<>]*\blinktype="citation"[^<>]*)>((?:(?!<a\b).)*?)</a>', re.DOTALL
)
IDS = re.compile(r'\bids="([^"]*)"')
MAX_ID_LENGTH = 18


class StoredMark(NamedTuple):
    """A mark as it is stored: the ids of its sources, and its label."""

    ids: list[int]
    label: str


def read_ids(text: str) -> list[int]:
    """Return the ids in "3 7", each once and in order; anything else is ignored."""
    return list(dict.fromkeys(map(int, filter(is_id, text.split()))))


def is_id(word: str) -> bool:
    """Return True for digits that every database accepts as an id."""
    return word.isascii() and word.isdecimal() and len(word) <= MAX_ID_LENGTH


def find_marks(html: str) -> list[StoredMark]:
    """Return the marks in stored HTML, in order."""
    return [_parse_mark(match) for match in STORED_MARK.finditer(html)]


def replace_marks(html: str, replacement: Callable[[StoredMark], str]) -> str:
    """Return the HTML with each mark replaced, and the white space before it removed.

    A number must not start a line without the word before it.
    """
    parts = []
    position = 0
    for match in STORED_MARK.finditer(html):
        before = _strip_trailing_space(html[position : match.start()])
        parts += [before, replacement(_parse_mark(match))]
        position = match.end()
    return "".join([*parts, html[position:]])


def replace_ids(html: str, ids: Mapping[int, int], label: Callable[[list[int]], str]) -> str:
    """Return the stored HTML with old ids replaced by new ones.

    Marks without such an id do not change; the others get the label for their new ids.
    """

    def renumber(match: re.Match[str]) -> str:
        old = _parse_mark(match).ids
        new = list(dict.fromkeys(ids.get(pk, pk) for pk in old))
        return match[0] if new == old else mark_html(new, label(new))

    return STORED_MARK.sub(renumber, html)


def mark_html(ids: Iterable[int], label: str = "") -> SafeString:
    text = " ".join(map(str, ids))
    return mark_safe(f'<a linktype="{LINK_TYPE}" ids="{text}">{escape(label)}</a>')


def citation_label(references: Iterable[Any]) -> str:
    """Return the label of a mark: "[Wood 2006; Noppers 2011]"."""
    return f"[{'; '.join(reference.short_label for reference in references)}]"


def _parse_mark(match: re.Match[str]) -> StoredMark:
    ids = IDS.search(match[1])
    return StoredMark(read_ids(ids[1]) if ids else [], match[2])


def _strip_trailing_space(text: str) -> str:
    """Return the text without white space and "&nbsp;" at its end."""
    while (shorter := text.rstrip().removesuffix("&nbsp;")) != text:
        text = shorter
    return text
