"""Every pair of a colour and the ground under it in the style sheets, with its least contrast.

The tokens are those of palette.css. Each scheme of a derived palette, and of the default one, keeps
all pairs. `tests/home/brand/test_pairs.py` holds the list against the style sheets, and a browser
test against what pages show.
"""

from collections.abc import Mapping
from typing import NamedTuple

from articles.artwork.palette import HueColours
from home.brand.oklch import contrast

# Of WCAG 2.2: 1.4.6 for text that is read for minutes, 1.4.3 for other text, 1.4.11 for the borders
# of controls, focus rings and drawn signs.
LONG_TEXT, TEXT, SIGN = 7.0, 4.5, 3.0


class Pair(NamedTuple):
    """A colour on a ground, and the least contrast between them."""

    colour: str
    ground: str
    least: float


def _pairs(colour: str, grounds: str, least: float) -> list[Pair]:
    return [Pair(colour, ground, least) for ground in grounds.split()]


PAIRS: tuple[Pair, ...] = (
    # Text of the page; "soft" is the ground of a source that was jumped to
    *_pairs("ink", "paper mist sheet", LONG_TEXT),
    *_pairs("ink", "soft err-soft", TEXT),
    *_pairs("ink-2", "paper mist sheet soft", TEXT),
    *_pairs("link", "paper mist sheet soft", TEXT),
    *_pairs("err", "paper mist err-soft", TEXT),
    # Text on filled shapes
    *_pairs("act-text", "act", TEXT),
    *_pairs("paper", "ink link", TEXT),
    *_pairs("on-mark", "mark mark-hover", TEXT),
    *_pairs("mark", "on-mark", TEXT),
    *_pairs("deep-text", "deep", TEXT),
    *_pairs("deep-text-2", "deep", TEXT),
    *_pairs("hue-ink", "hue-ground", TEXT),
    *_pairs("deep", "deep-text", TEXT),
    # Borders of controls, focus rings and signs
    *_pairs("act", "paper mist sheet", SIGN),
    *_pairs("edge", "paper mist sheet", SIGN),
    *_pairs("focus", "paper mist sheet soft err-soft", SIGN),
    *_pairs("deep-focus", "deep", SIGN),
    *_pairs("mark", "deep", SIGN),
    *_pairs("mark-hover", "deep", SIGN),
    *_pairs("deep-line", "deep", SIGN),
    *_pairs("quote", "paper", SIGN),
    *_pairs("open", "paper mist", SIGN),
    *_pairs("on-err", "err", SIGN),
)
# Hairlines, and grounds under which nothing is written: not needed to understand a page.
DECORATIVE = {
    "rule": "hairlines between rows",
    "deep-rule": "a hairline in the footer",
    "shade": "the shadow of the popover",
    "figure-ground": "the ground of transparent pictures",
    "hue-sun": "a disc in drawings",
    "print-paper": "the ground of a logo that is unreadable on the page's own",
    "mark": "underlines and bars that repeat what words or an attribute say",
}
# Grounds that drawings paint with `fill` or `stroke`. They are the colour of no text.
DRAWN_GROUNDS = {
    "mist": "the halo around names on a drawn map",
    "hue-ground": "parks on a drawn map",
}


def grounds_of(colour: str) -> list[tuple[str, float]]:
    """Return the grounds that a token appears on, with the least contrast to each."""
    return [(pair.ground, pair.least) for pair in PAIRS if pair.colour == colour]


def measure(
    colours: Mapping[str, str], hues: Mapping[str, HueColours]
) -> list[tuple[Pair, str, float]]:
    """Return each pair of a scheme with its category hue, or "", and its contrast."""
    found = []
    for pair in PAIRS:
        if pair.colour == "hue-ink":
            found += [(pair, name, contrast(hue.ink, hue.ground)) for name, hue in hues.items()]
        else:
            found.append((pair, "", contrast(colours[pair.colour], colours[pair.ground])))
    return found
