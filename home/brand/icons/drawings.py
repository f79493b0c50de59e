"""The drawings of icons, as SVG."""

import base64
from dataclasses import dataclass

from articles.artwork.palette import HueColours
from home.brand.icons.initials import SIDE, draw_letters
from home.brand.svg.size import format_number

# The leaf corner of the design: one large corner, lower left.
LEAF_TILE = "M2 0H30A2 2 0 0 1 32 2V30A2 2 0 0 1 30 32H10A10 10 0 0 1 0 22V2A2 2 0 0 1 2 0z"
# Home screens and masks cut the corners off in their own way.
FULL_TILE = "M0 0H32V32H0z"
SPROUT = (
    '<circle fill="{sun}" cx="16" cy="11" r="5.5"/><g fill="none" stroke-width="2.6">'
    '<path stroke="{ink}" d="M6.5 9.5C6.5 17.5 9.5 22 16 22S25.5 17.5 25.5 9.5M16 16V28.5"/>'
    '<path stroke="{ground}" d="M16 10.5V16.5"/></g>'
)


@dataclass(frozen=True)
class Tile:
    """The ground of an icon."""

    colour: str
    path: str = LEAF_TILE
    inset: float = 0.0
    """The part of the side that stays free around the contents, for round masks."""


def icon_svg(tile: Tile, contents: str) -> str:
    """Return an icon: contents in a square of 32 units, on a tile."""
    scale = 1 - 2 * tile.inset
    if tile.inset:
        offset = format_number(SIDE * tile.inset)
        transform = f"translate({offset} {offset}) scale({format_number(scale)})"
        contents = f'<g transform="{transform}">{contents}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<path fill="{tile.colour}" d="{tile.path}"/>{contents}</svg>'
    )


def sprout(colours: HueColours) -> str:
    """Return the sprout of the design."""
    return SPROUT.format(sun=colours.sun, ink=colours.ink, ground=colours.ground)


def lettering(text: str, colour: str) -> str:
    """Return letters in the middle of the square."""
    letters = draw_letters(text)
    paths = "".join(
        f'<path transform="translate({x} 0)" d="{path}"/>' for x, path in letters.shapes
    )
    return f'<g fill="{colour}" transform="{letters.transform}">{paths}</g>'


def picture_element(content: bytes, media_type: str, ratio: float, share: float) -> str:
    """Return a picture in the middle of the square, `share` of its side wide or high.

    An image in an image: nothing of the file becomes part of the drawing around it.
    """
    side = SIDE * share
    width, height = (side, side / ratio) if ratio >= 1 else (side * ratio, side)
    left, top = (SIDE - width) / 2, (SIDE - height) / 2
    data = base64.b64encode(content).decode()
    place = " ".join(
        f'{name}="{format_number(value)}"'
        for name, value in (("x", left), ("y", top), ("width", width), ("height", height))
    )
    return f'<image {place} href="data:{media_type};base64,{data}"/>'
