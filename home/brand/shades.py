"""Lighter and darker versions of a colour that look like the same colour."""

from collections.abc import Iterable
from dataclasses import replace

from home.brand.oklch import Colour, contrast, distance, max_chroma

# Halvings of the way to black or white: finer than one step of eight bits.
SEARCH_STEPS = 12
# A pale colour is given this much colour at most when it is darkened, or its dark shades were grey.
MAX_ADDED_CHROMA = 0.1
# Dark yellow looks olive, and like mustard or gold when it turns to orange on the way.
YELLOW, GOLD, GREEN = 108.0, 75.0, 124.0
GOLD_TURN = 80.0
# Light blue looks lavender, and like the sky when it turns to cyan on the way.
BLUE, BLUE_SPREAD, BLUE_TURN = 272.0, 24.0, 22.0


def shade(colour: Colour, lightness: float) -> Colour:
    """Return the colour as light as this. It keeps its character, not its exact hue and chroma."""
    lightness = min(max(lightness, 0.0), 1.0)
    change = lightness - colour.lightness
    hue, chroma = _turned_hue(colour.hue, change), colour.chroma
    if change < 0:
        most = max_chroma(colour.lightness, colour.hue) or 1.0
        same_share = colour.chroma / most * max_chroma(lightness, hue)
        added = 1 + min(1.0, -change / 0.3)  # at most twice the colour, on the way down
        chroma = max(chroma, min(same_share, MAX_ADDED_CHROMA, chroma * added * 1.5))
    return Colour(lightness, chroma, hue)


def _turned_hue(hue: float, change: float) -> float:
    """Return the hue that a colour seems to keep when its lightness changes."""
    if change < 0 and GOLD < hue < GREEN:
        weight = 1.0 if hue <= YELLOW else (GREEN - hue) / (GREEN - YELLOW)
        return max(GOLD, hue + weight * change * GOLD_TURN)
    if change > 0 and abs(hue - BLUE) < BLUE_SPREAD:
        weight = 1 - abs(hue - BLUE) / BLUE_SPREAD
        return hue - weight * min(change, 0.5) * BLUE_TURN
    return hue


def tinted(lightness: float, chroma: float, brand: Colour) -> Colour:
    """Return a colour in the brand's hue, with less chroma for a pale brand."""
    full = min(1.0, brand.chroma / 0.06)
    hue = shade(brand, lightness).hue
    return Colour(lightness, chroma * full, hue)


def readable(colour: Colour, grounds: Iterable[tuple[str, float]], *, towards: float) -> Colour:
    """Return the colour if it has the least contrast to each ground, or the nearest that has.

    `towards` is the lightness to move to: 0 to darken, 1 to lighten. At its end the contrast is as
    large as it can be.
    """
    grounds = list(grounds)

    def is_readable(lightness: float) -> bool:
        text = shade(colour, lightness).to_hex()
        return all(contrast(text, ground) >= least for ground, least in grounds)

    if is_readable(colour.lightness):
        return colour
    near, far = colour.lightness, towards
    for _step in range(SEARCH_STEPS):
        middle = (near + far) / 2
        if is_readable(middle):
            far = middle
        else:
            near = middle
    return shade(colour, far)


def apart_from(colour: Colour, other: str, least: float, *, towards: float) -> Colour:
    """Return the colour if it does not look like another one, or the nearest that does not.

    Either it is duller, or further towards a lightness, whichever changes it less.
    """
    if distance(colour.to_hex(), other) >= least:
        return colour
    duller = [replace(colour, chroma=colour.chroma * share / 40) for share in range(39, -1, -1)]
    way = towards - colour.lightness
    further = [
        Colour(colour.lightness + way * share / 40, colour.chroma, colour.hue)
        for share in range(1, 41)
    ]
    candidates = [
        next((each for each in way_out if distance(each.to_hex(), other) >= least), way_out[-1])
        for way_out in (duller, further)
    ]
    return min(candidates, key=lambda each: distance(each.to_hex(), colour.to_hex()))
