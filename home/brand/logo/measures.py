"""The size and the colours of a logo, measured on its pixels."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from PIL import Image

from home.brand.logo.pictures import has_own_ground
from home.brand.oklch import contrast, distance, from_hex

# Enough pixels to tell how much of the logo has which colour.
SAMPLE_SIZE = (240, 160)
OPAQUE = 128
# Colours nearer than this look like shades of one: edges, and the noise of compression.
SAME_COLOUR = 0.09
MIN_SHARE = 0.015
MAX_COLOURS = 12
MAX_SHADES = 400
MAX_SUGGESTIONS = 6
# WCAG 2.2 asks for it between graphics and their ground (1.4.11).
READABLE_CONTRAST = 3.0
# A logo cannot be read if more than this part of it is too close to its ground.
MAX_UNREADABLE_SHARE = 0.25
SINGLE_COLOUR_SHARE = 0.94
GREY_CHROMA = 0.035


@dataclass
class Measures:
    """The size of a logo, the shares of its colours, and whether it brings its own ground."""

    width: float
    height: float
    colours: list[tuple[str, float]]
    """Colours as "#rrggbb" with their shares of what is drawn, largest first."""
    has_ground: bool = False

    @property
    def ratio(self) -> float:
        return self.width / self.height

    @property
    def single_colour(self) -> str:
        """The colour of a logo that has only one, which can be drawn in another."""
        if not self.has_ground and self.colours and self.colours[0][1] >= SINGLE_COLOUR_SHARE:
            return self.colours[0][0]
        return ""

    def unreadable_share(self, ground: str, least: float = READABLE_CONTRAST) -> float:
        """Return how much of the logo has less contrast with the ground."""
        if self.has_ground:
            return 0.0
        return sum(share for colour, share in self.colours if contrast(colour, ground) < least)

    def is_readable_on(self, ground: str) -> bool:
        return self.unreadable_share(ground) <= MAX_UNREADABLE_SHARE

    def contrast_on(self, ground: str) -> float:
        """Return the contrast of most of the logo: a quarter of it may have less."""
        if self.has_ground or not self.colours:
            return 21.0
        ranked = sorted((contrast(colour, ground), share) for colour, share in self.colours)
        below = 0.0
        for ratio, share in ranked:
            below += share
            if below > MAX_UNREADABLE_SHARE:
                return ratio
        return ranked[-1][0]

    def suggested_colours(self) -> list[str]:
        """Return the colours that can be a clinic's colour: neither black, white nor grey."""
        strong = [colour for colour, _share in self.colours if is_colourful(colour)]
        return strong[:MAX_SUGGESTIONS]

    def as_json(self) -> dict[str, Any]:
        return {
            "width": round(self.width, 4),
            "height": round(self.height, 4),
            "colours": [[colour, round(share, 4)] for colour, share in self.colours],
            "has_ground": self.has_ground,
        }


def measure(picture: Image.Image) -> Measures:
    """Measure a picture with transparency."""
    sample = picture.copy()
    sample.thumbnail(SAMPLE_SIZE, Image.Resampling.BOX)
    return Measures(
        picture.width, picture.height, shares_of_colours(sample), has_own_ground(picture)
    )


def shares_of_colours(sample: Image.Image) -> list[tuple[str, float]]:
    """Return groups of colours that look alike, each by its most frequent member."""
    shades: Counter[tuple[int, int, int]] = Counter()
    exact: dict[tuple[int, int, int], Counter[str]] = {}
    found: Any = sample.getcolors(sample.width * sample.height) or ()
    for count, (red, green, blue, alpha) in found:
        if alpha >= OPAQUE:
            shade = (red >> 3, green >> 3, blue >> 3)
            shades[shade] += count
            exact.setdefault(shade, Counter())[f"#{red:02x}{green:02x}{blue:02x}"] += count
    total = sum(shades.values())
    groups: dict[str, int] = {}
    for shade, count in shades.most_common(MAX_SHADES):
        colour = exact[shade].most_common(1)[0][0]
        nearest = min(groups, key=lambda other: distance(colour, other), default="")
        if nearest and (distance(colour, nearest) < SAME_COLOUR or len(groups) >= MAX_COLOURS):
            groups[nearest] += count
        else:
            groups[colour] = count
    ranked = sorted(groups.items(), key=lambda item: -item[1])
    return [(colour, count / total) for colour, count in ranked if count >= MIN_SHARE * total]


def is_colourful(colour: str) -> bool:
    parts = from_hex(colour)
    return parts.chroma > GREY_CHROMA and 0.15 < parts.lightness < 0.97


def measures_from_json(data: Any) -> Measures | None:
    """Return the measures that were stored, or None if the data is not of that form."""
    try:
        measures = Measures(
            float(data["width"]),
            float(data["height"]),
            [(str(colour), float(share)) for colour, share in data["colours"]],
            bool(data["has_ground"]),
        )
        for colour, _share in measures.colours:
            from_hex(colour)
    except (KeyError, TypeError, ValueError):
        return None
    return measures if measures.width > 0 and measures.height > 0 else None
