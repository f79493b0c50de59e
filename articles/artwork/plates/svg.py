"""Plates as small SVG files.

The nodes of a grown tree are gathered into strands of one width, strands become cubic curves with
whole-number coordinates relative to one another, and all strands of a width share one path. That
makes a drawing of a thousand nodes about six kilobytes.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from random import Random

from articles.artwork.palette import DEFAULT_PALETTE, LIGHT, hue_style
from articles.artwork.plates.geometry import length, unit
from articles.artwork.plates.growth import Tree, grow, prune, smooth
from articles.artwork.plates.shapes import CROPS, SHAPES, Crop, Disc, crop_for

# The stroke width of a branch that carries at least so many nodes.
WIDTHS = (
    (260, 10.0),
    (170, 8.0),
    (105, 6.3),
    (60, 4.8),
    (34, 3.6),
    (20, 2.7),
    (10, 1.9),
    (0, 1.2),
)
BUD_SHARE = 0.22
BUD_SIZES = (6, 8, 10)
KNOT_INTERVAL = 4
CELL_HEART = 0.36
# Variants from here on are the same plants, mirrored and with the sun elsewhere.
PLANTS = 256
MIRRORED_CROPS = frozenset({"portrait", "landscape", "square"})
# As shares of width and height, and of the radius, where the shape leaves the sun free to move.
OTHER_SUNS = {"crown": (0.24, 0.2, 0.5), "soma": (0.76, 0.22, 0.6)}


@dataclass(frozen=True)
class Strand:
    """A run of nodes of one width, and the direction in which it leaves its parent."""

    width: float
    points: list[complex]
    start: complex


@dataclass(frozen=True)
class Bud:
    """A dot at the end of a twig."""

    place: complex
    size: int


@dataclass(frozen=True)
class Plate:
    """The geometry of a plate, in the units of its crop. Hues are applied later."""

    sun: Disc
    body: Disc | None
    strands: list[Strand]
    buds: list[Bud]


@lru_cache(maxsize=64)
def grow_plate(shape: str, crop_name: str, variant: int) -> Plate:
    """Grow a plate, by far the costliest step."""
    crop = crop_for(shape, crop_name)
    plant = variant % PLANTS
    rng = Random(f"{shape}-{plant}")  # noqa: S311  a seed for a drawing guards no secret
    composition = SHAPES[shape](crop.frame, rng)
    tree = smooth(prune(grow(composition.attractors, composition.stalks, composition.habit)))
    tree.points = [crop.place(point) for point in tree.points]
    tree.headings = [crop.turn(heading) for heading in tree.headings]
    sun, body = composition.sun, composition.body
    plate = Plate(
        Disc(crop.place(sun.centre), sun.radius),
        Disc(crop.place(body.centre), body.radius) if body else None,
        tree_strands(tree),
        _place_buds(tree, rng),
    )
    # A band has words on one side, so it keeps its own.
    is_mirrored = variant >= PLANTS and crop_name in MIRRORED_CROPS
    return _mirror(_move_sun(plate, shape, crop), crop.width) if is_mirrored else plate


def _move_sun(plate: Plate, shape: str, crop: Crop) -> Plate:
    if shape not in OTHER_SUNS:
        return plate
    x, y, share = OTHER_SUNS[shape]
    sun = Disc(complex(x * crop.width, y * crop.height), plate.sun.radius * share)
    return replace(plate, sun=sun)


def _mirror(plate: Plate, width: int) -> Plate:
    """Return the plate with left and right exchanged."""

    def flip(point: complex) -> complex:
        return complex(width - point.real, point.imag)

    return Plate(
        Disc(flip(plate.sun.centre), plate.sun.radius),
        Disc(flip(plate.body.centre), plate.body.radius) if plate.body else None,
        [
            Strand(
                strand.width,
                [flip(point) for point in strand.points],
                complex(-strand.start.real, strand.start.imag),
            )
            for strand in plate.strands
        ],
        [Bud(flip(bud.place), bud.size) for bud in plate.buds],
    )


def render_plate_svg(shape: str, hue: str, crop_name: str, variant: int) -> str:
    crop = CROPS[crop_name]
    plate = grow_plate(shape, crop_name, variant)
    branches, buds = branch_paths(plate.strands), _bud_paths(plate.buds)
    sun = _circle(plate.sun)
    if LIGHT.hues[hue].night:
        lines = (
            f'<clipPath id="c"><circle {sun}/></clipPath>'
            f'<defs><g id="t">{branches}</g><g id="d">{buds}</g></defs>'
            '<use class="i" href="#t"/><use class="b" href="#d"/>'
            '<g class="n" clip-path="url(#c)"><use href="#t"/><use href="#d"/></g>'
        )
    else:
        lines = f'<g class="i">{branches}</g><g class="b">{buds}</g>'
    body = ""
    if plate.body:
        body = (
            f'<circle class="f n" {_circle(plate.body)}/>'
            f'<circle class="s" {_circle(plate.body, CELL_HEART)}/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{crop.width}" height="{crop.height}"'
        f' viewBox="0 0 {crop.width} {crop.height}">{hue_style(DEFAULT_PALETTE, hue)}'
        f'<path class="g" d="M0 0h{crop.width}v{crop.height}H0z"/><circle class="s" {sun}/>'
        f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">{lines}</g>{body}</svg>'
    )


def tree_strands(tree: Tree) -> list[Strand]:
    """Cut the tree into strands, each following the heavier branch at a fork."""
    children = tree.children()
    counts = tree.descendants()
    widths = [next(width for least, width in WIDTHS if count >= least) for count in counts]
    result = []
    starts = [(-1, index) for index, parent in enumerate(tree.parents) if parent < 0]
    while starts:
        origin, node = starts.pop()
        width = widths[node]
        run = [origin, node] if origin >= 0 else [node]
        while children[node]:
            heir, *others = sorted(children[node], key=lambda child: -counts[child])
            starts.extend((node, other) for other in others)
            if widths[heir] != width:
                starts.append((node, heir))
                break
            run.append(heir)
            node = heir
        if len(run) > 1:
            points = [tree.points[index] for index in run]
            result.append(Strand(width, points, tree.headings[run[0]]))
    return result


def branch_paths(strands: list[Strand]) -> str:
    """Return the paths of all strands, widest first, without colour."""
    paths = []
    for _, width in WIDTHS:
        if data := "".join(_strand_data(strand) for strand in strands if strand.width == width):
            paths.append(f'<path stroke-width="{width:g}" d="{data}"/>')
    return "".join(paths)


def _strand_data(strand: Strand) -> str:
    """Return the strand as a few smooth curves, each beginning where the last one ends."""
    points = strand.points
    last = len(points) - 1
    pieces = max(1, round(last / KNOT_INTERVAL))
    knots = [round(piece * last / pieces) for piece in range(pieces + 1)]
    tangents = [unit(points[min(knot + 1, last)] - points[max(knot - 1, 0)]) for knot in knots]
    tangents[0] = strand.start
    x, y = round(points[0].real), round(points[0].imag)
    data = f"M{x} {y}c"
    numbers: list[int] = []
    for (a, b), (leave, arrive) in zip(pairwise(knots), pairwise(tangents), strict=True):
        start, end = points[a], points[b]
        third = length(start - end) / 3
        for handle in (start + leave * third, end - arrive * third, end):
            numbers += [round(handle.real) - x, round(handle.imag) - y]
        x, y = round(end.real), round(end.imag)
    # A minus sign separates numbers by itself.
    return data + " ".join(map(str, numbers)).replace(" -", "-")


def _place_buds(tree: Tree, rng: Random) -> list[Bud]:
    """Place a bud at about one tip in five."""
    bearing = set(tree.parents)
    return [
        Bud(point, rng.choice(BUD_SIZES))
        for index, point in enumerate(tree.points)
        if index not in bearing and rng.random() < BUD_SHARE
    ]


def _bud_paths(buds: list[Bud]) -> str:
    """Return the paths of all buds: strokes of no length with round ends, the shortest form."""
    sizes: dict[int, str] = {}
    for bud in buds:
        dot = f"M{round(bud.place.real)} {round(bud.place.imag)}h0"
        sizes[bud.size] = sizes.get(bud.size, "") + dot
    return "".join(
        f'<path stroke-width="{size}" d="{data}"/>' for size, data in sorted(sizes.items())
    )


def _circle(disc: Disc, share: float = 1) -> str:
    """Return the attributes of a circle that has this share of the disc's radius."""
    x, y = round(disc.centre.real), round(disc.centre.imag)
    return f'cx="{x}" cy="{y}" r="{round(disc.radius * share)}"'
