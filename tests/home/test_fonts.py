"""The fonts can write what the site says; what they lack would stand there in another typeface."""

import re

import pytest
from django.conf import settings
from PIL import ImageFont

FONTS = settings.BASE_DIR / "site" / "static" / "fonts"
SANS = ("atkinson-hyperlegible-next.woff2", "atkinson-hyperlegible-next-extended.woff2")
SERIF = ("newsreader.woff2",)
# What Markdown and editors make of plain quotation marks and hyphens, and the signs of trials.
TYPOGRAPHY = set("“”‘’„‚‹›«»…–—·•×±−°½¼¾²³€£™®©")
NO_CHARACTER = "\uffff"


def texts(folder: str, *patterns: str) -> set[str]:
    files = [file for pattern in patterns for file in (settings.BASE_DIR / folder).rglob(pattern)]
    assert files
    return set("".join(file.read_text() for file in files)) - {"\n"}


def has_glyph(name: str, character: str) -> bool:
    font = ImageFont.truetype(FONTS / name, 32)
    picture, nothing = font.getmask(character), font.getmask(NO_CHARACTER)
    return character == " " or (picture.size, bytes(picture)) != (nothing.size, bytes(nothing))


def missing_glyphs(characters: set[str], *names: str) -> list[str]:
    return sorted(one for one in characters if not any(has_glyph(name, one) for name in names))


def test_the_sans_font_covers_interface_and_sample():
    said = texts("templates", "*.html") | texts("site/sample", "*.yaml", "*.md") | TYPOGRAPHY

    assert missing_glyphs(said, *SANS) == []


def test_the_serif_font_covers_all_but_central_europe():
    said = texts("templates", "*.html") | texts("site/sample", "*.yaml", "*.md") | TYPOGRAPHY

    assert not [one for one in missing_glyphs(said, *SERIF) if not "\u0100" <= one <= "\u017f"]


@pytest.mark.parametrize("letter", "ąčęłńřşšťůźžİıĐ")
def test_letters_are_in_the_file_of_their_unicode_range(letter: str):
    css = (FONTS.parent / "css" / "foundation.css").read_text()
    (ranges,) = re.findall(r"unicode-range:([^;]+);", css)
    extended = any(
        int(first, 16) <= ord(letter) <= int(last or first, 16)
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
    )

    assert has_glyph(SANS[extended], letter)
