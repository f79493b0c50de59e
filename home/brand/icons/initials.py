"""The initials of a clinic as shapes, since a drawing cannot use the site's fonts.

`letters.json` has the outlines of the letters, from Atkinson Hyperlegible Next at the weight 640
(site/static/fonts/README.md says how they were made).
"""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

MAX_LETTERS = 2
CAP_HEIGHT = 668
# Words that names of clinics share.
IGNORED_WORDS = frozenset(
    [
        *("a", "and", "at", "clinic", "de", "der", "die", "do", "dr", "du", "for", "la", "le"),
        *("of", "our", "practice", "prof", "st", "the", "und"),
    ]
)


SIDE = 32
MAX_WIDTH, MAX_HEIGHT = 22.0, 14.0


class Lettering(NamedTuple):
    """Letters in the middle of a square of 32 units."""

    transform: str
    shapes: tuple[tuple[int, str], ...]
    """Horizontal places and outlines, in font units."""


def initials(name: str) -> str:
    """Return one or two letters for a name, or nothing if it has none that we can draw."""
    words = re.findall(r"[^\W_]+", name)
    telling = [word for word in words if word.lower() not in IGNORED_WORDS] or words
    # "Haven Clinic" is HC: one letter alone looks like a button.
    if len(telling) == 1 and len(words) > 1:
        telling = words[-MAX_LETTERS:]
    letters = [plain_letter(word[0]) for word in telling[:MAX_LETTERS]]
    return "".join(letters) if all(letters) else ""


def plain_letter(letter: str) -> str:
    """Return a letter without its accent, or nothing if it is none of A to Z and 0 to 9."""
    plain = unicodedata.normalize("NFKD", letter.upper())[:1]
    return plain if plain in outlines() else ""


def draw_letters(text: str) -> Lettering:
    """Return the letters, whose y axis points upwards, and the transform that places them."""
    width = 0
    shapes = []
    for letter in text:
        advance, outline = outlines()[letter]
        shapes.append((width, outline))
        width += advance
    scale = min(MAX_WIDTH / width, MAX_HEIGHT / CAP_HEIGHT)
    left, base = (SIDE - width * scale) / 2, (SIDE + CAP_HEIGHT * scale) / 2
    transform = f"translate({left:.2f} {base:.2f}) scale({scale:.5f} {-scale:.5f})"
    return Lettering(transform, tuple(shapes))


@lru_cache(maxsize=1)
def outlines() -> dict[str, tuple[int, str]]:
    file = Path(__file__).with_name("letters.json")
    return {letter: (width, path) for letter, (width, path) in json.loads(file.read_text()).items()}
