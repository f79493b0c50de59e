"""The SVG document of a plate: ground, sun, branches and buds, in the colours of a hue."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from articles.artwork.palette import has_night, style_sheet
from articles.artwork.plates.crops import CROPS, Crop, crop_for
from articles.artwork.plates.drawing import (
    Bud,
    Strand,
    branch_paths,
    bud_paths,
    place_buds,
    tree_strands,
)
from articles.artwork.plates.growth import Tree, grow, prune, smooth
from articles.artwork.plates.shapes import SHAPES, Disc


@dataclass(frozen=True)
class PlateGeometry:
    """A drawing as geometry, in the units of its crop: what any way of showing it begins with."""

    sun: Disc
    body: Disc | None
    strands: list[Strand]
    buds: list[Bud]


@dataclass(frozen=True)
class PlatePaths:
    """What the seed has decided; the hue is put on later."""

    sun: Disc
    body: Disc | None
    branches: str
    buds: str


def grow_plate(shape: str, crop_name: str, variant: int) -> PlateGeometry:
    """Grow a drawing: by far the costliest step."""
    crop = crop_for(shape, crop_name)
    rng = Random(f"{shape}-{variant}")  # noqa: S311  a seed for a drawing guards no secret
    specimen = SHAPES[shape](crop.frame, rng)
    tree = smooth(prune(grow(specimen.attractors, specimen.stalks, specimen.habit)))
    placed = Tree(
        [crop.place(point) for point in tree.points],
        [crop.turn(heading) for heading in tree.headings],
        tree.parents,
        tree.stalk_node_count,
    )
    return PlateGeometry(
        _place(crop, specimen.sun),
        _place(crop, specimen.body) if specimen.body else None,
        tree_strands(placed),
        place_buds(placed, rng),
    )


@lru_cache(maxsize=64)
def plate_paths(shape: str, crop_name: str, variant: int) -> PlatePaths:
    """A grown drawing as paths, shared by the hues."""
    found = grow_plate(shape, crop_name, variant)
    return PlatePaths(found.sun, found.body, branch_paths(found.strands), bud_paths(found.buds))


def render_plate_svg(shape: str, hue: str, crop_name: str, variant: int) -> str:
    """The whole drawing as text."""
    crop = CROPS[crop_name]
    growth = plate_paths(shape, crop_name, variant)
    sun = _circle(growth.sun, growth.sun.radius)
    if has_night(hue):
        lines = (
            f'<clipPath id="c"><circle {sun}/></clipPath>'
            f'<defs><g id="t">{growth.branches}</g><g id="d">{growth.buds}</g></defs>'
            '<use class="i" href="#t"/><use class="b" href="#d"/>'
            '<g class="n" clip-path="url(#c)"><use href="#t"/><use href="#d"/></g>'
        )
    else:
        lines = f'<g class="i">{growth.branches}</g><g class="b">{growth.buds}</g>'
    body = ""
    if growth.body:
        body = (
            f'<circle class="f n" {_circle(growth.body, growth.body.radius)}/>'
            f'<circle class="s" {_circle(growth.body, growth.body.radius * 0.36)}/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{crop.width}" height="{crop.height}"'
        f' viewBox="0 0 {crop.width} {crop.height}">{style_sheet(hue)}'
        f'<path class="g" d="M0 0h{crop.width}v{crop.height}H0z"/><circle class="s" {sun}/>'
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">{lines}</g>{body}</svg>'
    )


def _place(crop: Crop, disc: Disc) -> Disc:
    x, y = crop.place((disc.x, disc.y))
    return Disc(x, y, disc.radius)


def _circle(disc: Disc, radius: float) -> str:
    return f'cx="{round(disc.x)}" cy="{round(disc.y)}" r="{round(radius)}"'
