"""How a citation is stored in rich text: a link that names its sources and reads like them.

    <a linktype="citation" ids="3 7">[Wood 2006; Noppers 2011]</a>

The words in it are for the editor, and for any reader of the stored text who does not know of
citations; a page shows numbers in their place.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LINK_TYPE = "citation"
# A mark holds no other link, so one that is never closed ends where the next link begins.
STORED_MARK = re.compile(
    r'<a\b([^<>]*\blinktype="citation"[^<>]*)>((?:(?!<a\b).)*?)</a>', re.DOTALL
)
IDS = re.compile(r'\bids="([^"]*)"')
MAX_ID_LENGTH = 18


class StoredMark(NamedTuple):
    """One mark as it is stored: the ids of its sources, and its words."""

    ids: list[int]
    label: str


def read_ids(text: str) -> list[int]:
    """The ids in "3 7", each once and in order; anything else somebody wrote there is left out."""
    words = (word for word in text.split() if word.isascii() and word.isdecimal())
    return list(dict.fromkeys(int(word) for word in words if len(word) <= MAX_ID_LENGTH))


def find_marks(html: str) -> list[StoredMark]:
    """The marks in stored HTML, in order."""
    return [_parse_mark(match) for match in STORED_MARK.finditer(html)]


def replace_marks(html: str, replacement: Callable[[StoredMark], str]) -> str:
    """The HTML with each mark replaced.

    The white space in front goes too: a number stands on the line of the last word before it.
    """
    parts = []
    position = 0
    for match in STORED_MARK.finditer(html):
        parts += [
            _strip_trailing_space(html[position : match.start()]),
            replacement(_parse_mark(match)),
        ]
        position = match.end()
    return "".join([*parts, html[position:]])


def replace_ids(html: str, ids: Mapping[int, int], label: Callable[[list[int]], str]) -> str:
    """The stored HTML with sources renamed: `ids` maps old ids to new ones.

    Marks that name none of them stay as they are, to the letter; the others get the words that
    `label` gives for their new ids.
    """

    def renamed(match: re.Match[str]) -> str:
        old = _parse_mark(match).ids
        new = list(dict.fromkeys(ids.get(pk, pk) for pk in old))
        return match[0] if new == old else mark_html(new, label(new))

    return STORED_MARK.sub(renamed, html)


def mark_html(ids: Iterable[int], label: str = "") -> SafeString:
    """A mark as it is stored."""
    numbers = " ".join(str(pk) for pk in ids)
    return mark_safe(f'<a linktype="{LINK_TYPE}" ids="{numbers}">{escape(label)}</a>')


def citation_label(references: Iterable[Any]) -> str:
    """The words of a mark: "[Wood 2006; Noppers 2011]"."""
    return f"[{'; '.join(reference.short_label for reference in references)}]"


def _parse_mark(match: re.Match[str]) -> StoredMark:
    ids = IDS.search(match[1])
    return StoredMark(read_ids(ids[1]) if ids else [], match[2])


def _strip_trailing_space(text: str) -> str:
    """The text without the spaces at its end, however an editor came to write them."""
    while (shorter := text.rstrip().removesuffix("&nbsp;")) != text:
        text = shorter
    return text
