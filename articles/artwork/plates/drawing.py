"""From a grown tree to a small SVG file.

Nodes are gathered into strands of one width, strands become cubic curves with whole-number
coordinates relative to one another, and all strands of a width share one path. That keeps a
drawing of a thousand nodes near six kilobytes.
"""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from articles.artwork.plates.geometry import Cubic, Point, distance, unit
from articles.artwork.plates.growth import Tree

# A branch that carries at least so many nodes is drawn this wide.
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


@dataclass(frozen=True)
class Strand:
    """A run of nodes of one width, and the direction in which it leaves what bears it."""

    width: float
    points: list[Point]
    start: Point

    def curves(self) -> list[Cubic]:
        """The strand as a few smooth curves, each beginning where the one before it ends."""
        points = self.points
        last = len(points) - 1
        pieces = max(1, round(last / KNOT_INTERVAL))
        knots = [round(piece * last / pieces) for piece in range(pieces + 1)]
        tangents = [_tangent(points, knot) for knot in knots]
        tangents[0] = self.start
        return [
            _between(points[a], points[b], leave, arrive)
            for (a, b), (leave, arrive) in zip(pairwise(knots), pairwise(tangents), strict=True)
        ]


@dataclass(frozen=True)
class Bud:
    """A dot at the end of a twig."""

    place: Point
    size: int


def stroke_width(descendants: int) -> float:
    """The stroke width for a branch that carries this many nodes."""
    return next(width for least, width in WIDTHS if descendants >= least)


def tree_strands(tree: Tree) -> list[Strand]:
    """Cut the tree into strands, each following the heavier branch at a fork."""
    children = tree.children()
    counts = tree.descendants()
    result = []
    starts = [(-1, index) for index, parent in enumerate(tree.parents) if parent < 0]
    while starts:
        origin, node = starts.pop()
        width = stroke_width(counts[node])
        run = [origin, node] if origin >= 0 else [node]
        while children[node]:
            heir, *others = sorted(children[node], key=lambda child: -counts[child])
            starts.extend((node, other) for other in others)
            if stroke_width(counts[heir]) != width:
                starts.append((node, heir))
                break
            run.append(heir)
            node = heir
        if len(run) > 1:
            result.append(
                Strand(width, [tree.points[index] for index in run], tree.headings[run[0]])
            )
    return result


def path_data(strands_of_width: list[Strand]) -> str:
    """The `d` attribute for strands that share a width."""
    return "".join(_strand_data(strand) for strand in strands_of_width)


def branch_paths(every: list[Strand]) -> str:
    """The paths of all strands, widest first, without colour."""
    paths = []
    for _, width in WIDTHS:
        if data := path_data([strand for strand in every if strand.width == width]):
            paths.append(f'<path stroke-width="{width:g}" d="{data}"/>')
    return "".join(paths)


def place_buds(tree: Tree, rng: Random) -> list[Bud]:
    """A bud at about one tip in five."""
    bearing = {parent for parent in tree.parents if parent >= 0}
    return [
        Bud(point, rng.choice(BUD_SIZES))
        for index, point in enumerate(tree.points)
        if index not in bearing and rng.random() < BUD_SHARE
    ]


def bud_paths(buds: list[Bud]) -> str:
    """The paths of all buds: strokes of no length with round ends, the shortest form."""
    sizes: dict[int, str] = {}
    for bud in buds:
        x, y = bud.place
        sizes[bud.size] = f"{sizes.get(bud.size, '')}M{round(x)} {round(y)}h0"
    return "".join(
        f'<path stroke-width="{size}" d="{data}"/>' for size, data in sorted(sizes.items())
    )


def _between(start: Point, end: Point, leave: Point, arrive: Point) -> Cubic:
    third = distance(start, end) / 3
    return (
        start,
        (start[0] + leave[0] * third, start[1] + leave[1] * third),
        (end[0] - arrive[0] * third, end[1] - arrive[1] * third),
        end,
    )


def _strand_data(strand: Strand) -> str:
    x, y = (round(value) for value in strand.points[0])
    begin = f"M{x} {y}c"
    numbers: list[int] = []
    for _, *handles in strand.curves():
        for hx, hy in handles:
            numbers += [round(hx) - x, round(hy) - y]
        x, y = (round(value) for value in handles[-1])
    return f"{begin}{_join(numbers)}"


def _tangent(points: list[Point], index: int) -> Point:
    before = points[max(index - 1, 0)]
    after = points[min(index + 1, len(points) - 1)]
    return unit(after[0] - before[0], after[1] - before[1])


def _join(numbers: list[int]) -> str:
    """Numbers with no more separators than SVG needs: a minus sign separates by itself."""
    text = str(numbers[0])
    for number in numbers[1:]:
        text += str(number) if number < 0 else f" {number}"
    return text
