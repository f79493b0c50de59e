"""Layout of text in the site's own typefaces."""

import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from django.contrib.staticfiles import finders
from PIL import ImageDraw, ImageFont

ELLIPSIS = "…"
# No typeface has a glyph for this, so it is drawn as a missing one.
NO_CHARACTER = "\uffff"
# Words of up to this many letters are not broken if the text fits in any other way.
MAX_WORD_LENGTH = 24
MAX_OPTICAL_SIZE = 144


@dataclass(frozen=True)
class Typeface:
    """A typeface at one setting of its axes. A letter comes from the first file that has it."""

    files: tuple[str, ...]
    axes: tuple[int, ...]
    """The weight and, for a serif, the optical size."""

    def writable(self, text: str) -> str:
        """Return the text as the typeface can write it, or "" if it lacks a letter of it.

        Symbols and accents that it lacks are left out, but no title is better than half the words.
        """
        written = ""
        for char in unicodedata.normalize("NFC", " ".join(text.split())):
            plain = char
            if not self._file_of(char):
                is_dash = unicodedata.category(char) == "Pd"
                plain = "-" if is_dash else unicodedata.normalize("NFKD", char)
            found = "".join(part for part in plain if self._file_of(part))
            if not found and char.isalnum():
                return ""
            written += found
        return " ".join(written.split())

    def width(self, text: str, size: float) -> float:
        return sum(font.getlength(run) for font, run in self._runs(text, size))

    def draw(
        self, canvas: ImageDraw.ImageDraw, x: float, y: float, text: str, size: float, colour: str
    ) -> None:
        """Draw a line of text that begins at x, on the base line y."""
        for font, run in self._runs(text, size):
            canvas.text((x, y), run, fill=colour, font=font, anchor="ls")
            x += font.getlength(run)

    def _runs(self, text: str, size: float) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        for file, run in groupby(text, self._file_of):
            yield _font(file, size, self.axes), "".join(run)

    def _file_of(self, char: str) -> str:
        return next((file for file in self.files if _has_glyph(file, char)), "")


class Layout(NamedTuple):
    """Lines of text at one size."""

    face: Typeface
    size: float
    lines: list[str]


def lay_out(
    text: str,
    faces: tuple[Typeface, ...],
    width: float,
    sizes: tuple[float, float],
    max_lines: int = 1,
) -> Layout | None:
    """Return the text in even lines, as large as possible between the smallest and largest size.

    It is set in the first face that can write it; None if there is none. Text that is too long at
    the smallest size ends in an ellipsis.
    """
    face, text = next(
        ((face, written) for face in faces if (written := face.writable(text))), (faces[0], "")
    )
    smallest, largest = sizes
    longest = min(max(map(len, text.split()), default=0), MAX_WORD_LENGTH)
    best: tuple[tuple[bool, int, int, int], Layout] | None = None
    # Letters narrower than a quarter of their size are too few to matter.
    for columns in range(2, min(len(text), int(4 * width / smallest)) + 1):
        lines = textwrap.wrap(text, columns, max_lines=max_lines, placeholder=ELLIPSIS)
        size = min(largest, width / max(face.width(line, 100) for line in lines) * 100)
        if size < smallest:
            continue
        shown = len("".join(lines).replace(" ", "").rstrip(ELLIPSIS))
        lengths = sorted(map(len, lines))
        # Sizes that differ by less than a tenth count as equal; then even lines win.
        rank = (columns >= longest, shown, round(10 * size / smallest), lengths[0] - lengths[-1])
        if best is None or rank > best[0]:
            best = rank, Layout(face, size, lines)
    return best[1] if best else None


@lru_cache(maxsize=32)
def _font(file: str, size: float, axes: tuple[int, ...]) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(finders.find(file) or file, size)
    if not axes:
        return font
    # Files have their axes in different orders. Weights are in hundreds, optical sizes below.
    values: list[float] = [
        axes[0] if (axis["maximum"] or 0) > MAX_OPTICAL_SIZE else axes[-1]
        for axis in font.get_variation_axes()
    ]
    font.set_variation_by_axes(values)
    return font


@lru_cache(maxsize=1024)
def _has_glyph(file: str, char: str) -> bool:
    if unicodedata.category(char)[0] == "C":
        return False
    if char == " ":
        return True
    glyph, missing = (_font(file, 16, ()).getmask(one) for one in (char, NO_CHARACTER))
    return glyph.size[0] > 0 and (glyph.size, bytes(glyph)) != (missing.size, bytes(missing))
