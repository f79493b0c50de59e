"""The room that a table needs, so that each screen shows it as a table or as labelled lines."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

# Measured with the sans at 14 and 15 pixels, as shares of the root's font size.
LETTER = 0.47
CELL_PADDING = 0.75
# More lines than these in a cell are hard to compare with the cells beside it.
MAX_LINES = 4
PHONE = 21.0
"""The column of a phone of 390 pixels, in rem."""
COLUMN = 39.0
"""The column of an article's text, in rem."""

_TAG = re.compile(r"<[^>]+>")


def table_width(rows: Iterable[Sequence[object]]) -> float:
    """Return the width in rem below which words break or cells grow tall."""
    return sum(max(map(_cell_width, column)) for column in zip(*rows, strict=False))


def width_class(rows: Iterable[Sequence[object]]) -> str:
    """Return "is-narrow" for a table that fits a phone, and "is-wide" for one that scrolls."""
    width = table_width(rows)
    if width <= PHONE:
        return "is-narrow"
    return "is-wide" if width > COLUMN else ""


def _cell_width(cell: object) -> float:
    text = unescape(_TAG.sub(" ", "" if cell is None else str(cell)))
    longest_word = max(map(len, text.split()), default=0)
    return max(longest_word, len(text) / MAX_LINES) * LETTER + CELL_PADDING
