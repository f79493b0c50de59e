"""The category hues beside a brand colour: the same families, in its company."""

from articles.artwork.palette import HueColours
from home.brand.oklch import Colour, from_hex
from home.brand.pairs import TEXT
from home.brand.shades import readable

# The hue that a site's own pages have. Its name is older than the choice of a brand colour.
OWN_HUE = "petrol"
# Degrees that a hue turns to the brand's at most: Clay stays clay, and still fits.
MAX_TURN = 8.0
TURN_SHARE = 0.12
# The chroma of the default brand. Hues are as lively as the brand, within bounds.
USUAL_CHROMA = 0.065
LEAST_LIVELINESS, MOST_LIVELINESS = 0.55, 1.15


def derive_hue(default: HueColours, brand: Colour, *, towards: float) -> HueColours:
    """Return a category hue for a brand: its lightness stays, and so does its contrast."""
    ground = _beside(from_hex(default.ground), brand).to_hex()
    ink = readable(_beside(from_hex(default.ink), brand), [(ground, TEXT)], towards=towards)
    sun = _beside(from_hex(default.sun), brand).to_hex()
    return HueColours(ground, ink.to_hex(), sun, bud=ink.to_hex())


def _beside(colour: Colour, brand: Colour) -> Colour:
    liveliness = min(max(brand.chroma / USUAL_CHROMA, LEAST_LIVELINESS), MOST_LIVELINESS)
    turn = (brand.hue - colour.hue + 180) % 360 - 180 if brand.chroma else 0
    turn = min(max(turn * TURN_SHARE, -MAX_TURN), MAX_TURN)
    return Colour(colour.lightness, colour.chroma * liveliness, (colour.hue + turn) % 360)
