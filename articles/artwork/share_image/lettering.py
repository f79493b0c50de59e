"""Words in the site's own typefaces: what they can write, and how a title is broken into lines."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from PIL import ImageFont

Font = ImageFont.FreeTypeFont
Measure = Callable[[str], float]

SERIF = "fonts/newsreader.woff2"
SANS = "fonts/atkinson-hyperlegible-next.woff2"
ELLIPSIS = "…"
# No typeface has a glyph for what is not a character.
NO_CHARACTER = "\uffff"
PROBE_SIZE = 16


def load_typeface(name: str, size: float, **axes: int) -> Font:
    """A typeface at a size; of the axes (`weight`, `optical_size`) those it has, within its range.

    Made anew each time, since setting an axis changes a font for all who share it.
    """
    font = ImageFont.truetype(_file(name), size)
    try:
        known = font.get_variation_axes()
    except OSError:  # not a variable typeface
        return font
    values: list[float] = []
    for axis in known:
        wanted = axes.get(_axis_name(axis["name"] or ""), axis["default"] or 0)
        values.append(min(max(wanted, axis["minimum"] or 0), axis["maximum"] or 0))
    font.set_variation_by_axes(values)
    return font


def renderable_text(text: str, name: str) -> str:
    """The text as the typeface can write it; empty if that would be another text.

    Symbols it lacks are left out and accents it lacks are dropped. A title in a script it does
    not know is not written at all: no title is better than boxes, or than half of the words.
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    has = _glyphs(tidy, load_typeface(name, PROBE_SIZE))
    found = []
    for character in tidy:
        kind = unicodedata.category(character)
        if character in has:
            found.append(character)
        elif kind[0] in "LN":
            plain = unicodedata.normalize("NFKD", character)
            letters = [part for part in plain if not unicodedata.combining(part)]
            if not letters or not has.issuperset(letters):
                return ""
            found += letters
        elif kind[0] in "PZ":
            found.append("-" if kind == "Pd" else " ")
    return " ".join("".join(found).split())


def fit_lines(
    text: str, measure: Measure, width: float, sizes: Iterable[int], max_lines: int
) -> tuple[int, list[str]]:
    """The largest of the falling sizes at which the text needs no more lines, and those lines.

    `measure` gives a text's width at size 1. At the smallest size what is too much is cut off
    after a word.
    """
    size, lines = 0, [""]
    for size in sizes:
        lines = _wrap_words(text, measure, width / size)
        if len(lines) <= max_lines and all(measure(line) <= width / size for line in lines):
            return size, _balance_lines(text, measure, width / size, len(lines))
    return size, _truncate_lines(lines, measure, width / size, max_lines)


def _wrap_words(text: str, measure: Measure, room: float) -> list[str]:
    """Lines of whole words, as many words on each as it has room for."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or measure(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balance_lines(text: str, measure: Measure, room: float, count: int) -> list[str]:
    """The same number of lines, of as even a length as whole words allow."""
    narrow, wide = room / count / 2, room
    for _ in range(8):
        middle = (narrow + wide) / 2
        lines = _wrap_words(text, measure, middle)
        if len(lines) <= count and all(measure(line) <= middle for line in lines):
            wide = middle
        else:
            narrow = middle
    return _wrap_words(text, measure, wide)


def _truncate_lines(lines: list[str], measure: Measure, room: float, max_lines: int) -> list[str]:
    """The first lines, none wider than there is room; an ellipsis stands for the rest."""
    kept = [_truncate_line(line, measure, room) for line in lines[:max_lines]]
    if len(lines) > max_lines and not kept[-1].endswith(ELLIPSIS):
        kept[-1] = _truncate_line(f"{lines[max_lines - 1]} {lines[max_lines]}", measure, room)
    return kept


def _truncate_line(line: str, measure: Measure, room: float) -> str:
    """The line itself, or as much of it as there is room for."""
    if measure(line) <= room:
        return line
    words = line.split()
    while len(words) > 1:
        words.pop()
        if measure(shorter := " ".join(words).rstrip(",;:.–—- ") + ELLIPSIS) <= room:
            return shorter
    letters = words[0]
    while letters and measure(letters + ELLIPSIS) > room:
        letters = letters[:-1]
    return letters + ELLIPSIS


def _glyphs(text: str, font: Font) -> set[str]:
    """The characters of a text, whole or taken apart, for which the typeface has a picture."""
    nothing = _picture(font, NO_CHARACTER)
    wanted = set(text) | set(unicodedata.normalize("NFKD", text)) | {"-"}
    pictures = {one: _picture(font, one) for one in wanted}
    shown = {one for one, (size, shape) in pictures.items() if size[0] and (size, shape) != nothing}
    return shown | {" "}


def _picture(font: Font, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def _axis_name(name: bytes | str) -> str:
    text = name.decode() if isinstance(name, bytes) else name
    return text.lower().replace(" ", "_")


@lru_cache(maxsize=4)
def _file(name: str) -> Path:
    found = finders.find(name)
    if not isinstance(found, str):
        message = f"There is no typeface at {name} in the static files."
        raise FileNotFoundError(message)
    return Path(found)
