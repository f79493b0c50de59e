"""The font pairs that a clinic can choose: the article's voice, and that of everything else.

`site/tools/fonts.py` makes their files and style sheets.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fonts(models.TextChoices):
    """The pairs, in the words of the people who choose one."""

    NEWSREADER = "newsreader", _("Considered: Newsreader and Atkinson Hyperlegible")
    LITERATA = "literata", _("Bookish: Literata and Source Sans")
    BITTER = "bitter", _("Sturdy: Bitter and Source Sans")
    COMMISSIONER = "commissioner", _("Clear: Commissioner")
    NUNITO = "nunito", _("Friendly: Nunito")


@dataclass(frozen=True)
class FontPair:
    """Static files of a pair."""

    stylesheet: str
    """Empty for the pair of foundation.css."""
    preload: tuple[str, ...]
    """The files that every page needs at once, so that no line moves when one arrives."""
    voice_files: tuple[str, ...]
    sans_files: tuple[str, ...]


def _pair(voice: str, sans: str, stylesheet: str = "") -> FontPair:
    sans_files = (f"fonts/{sans}.woff2", f"fonts/{sans}-extended.woff2")
    voice_files = sans_files if voice == sans else (f"fonts/{voice}.woff2",)
    first = tuple(dict.fromkeys((voice_files[0], sans_files[0])))
    return FontPair(stylesheet, first, voice_files, sans_files)


FONT_PAIRS: dict[str, FontPair] = {
    Fonts.NEWSREADER: _pair("newsreader", "atkinson-hyperlegible-next"),
    Fonts.LITERATA: _pair("literata", "source-sans-3", "css/fonts/literata.css"),
    Fonts.BITTER: _pair("bitter", "source-sans-3", "css/fonts/bitter.css"),
    Fonts.COMMISSIONER: _pair("commissioner", "commissioner", "css/fonts/commissioner.css"),
    Fonts.NUNITO: _pair("nunito", "nunito", "css/fonts/nunito.css"),
}


def font_pair(name: str) -> FontPair:
    """Return the pair of this name, and the default one for a name that is unknown."""
    return FONT_PAIRS.get(name, FONT_PAIRS[Fonts.NEWSREADER])
