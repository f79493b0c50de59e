"""A map drawn from a few lines and points, as shapes for inline SVG.

Positions are pairs of numbers: 0 to 100 from left to right, 0 to 62 from top to bottom. Lines bend
softly through their positions. Where an area meets the border of the map it stays straight.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

WIDTH, HEIGHT = 100, 62
# Positions may lie a little outside, so that a street runs on beyond the border.
MARGIN = 20
SCALE = 10
MAX_POINTS = 40
NUMBER = r"-?\d{1,3}(?:\.\d{1,2})?"
PAIR = re.compile(rf"({NUMBER})[\s/]+({NUMBER})")
# How far the name of a street is from its middle line, and an estimate of the width of a letter, in
# the units of the drawing. Names are larger on a narrow screen, so the estimate is generous.
NAME_OFFSET = 24
LETTER_WIDTH = 17
# How far the middle of a name stays from points and other names, as positions are entered.
CLEARANCE = 14


class Point(NamedTuple):
    """A position, in the units that staff enter."""

    x: float
    y: float

    @property
    def is_on_border(self) -> bool:
        return not (0 < self.x < WIDTH and 0 < self.y < HEIGHT)


class PositionError(ValueError):
    """What is wrong with the positions, and at which of them."""

    def __init__(self, problem: str, text: str = "") -> None:
        super().__init__(problem)
        self.problem, self.text = problem, text


def read_points(text: str) -> list[Point]:
    """Return the positions in a text such as “0 33, 50 31”. Raise `PositionError`."""
    points = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        found = PAIR.fullmatch(part)
        if not found:
            raise PositionError("pair", part)
        point = Point(float(found[1]), float(found[2]))
        if not (-MARGIN <= point.x <= WIDTH + MARGIN and -MARGIN <= point.y <= HEIGHT + MARGIN):
            raise PositionError("outside", part)
        points.append(point)
    if len(points) > MAX_POINTS:
        raise PositionError("many")
    return points


@dataclass(frozen=True)
class Label:
    """A name at a place of the drawing, turned by some degrees."""

    text: str
    x: int
    y: int
    angle: int = 0
    anchor: str = "middle"

    @property
    def position(self) -> Point:
        return Point(self.x / SCALE, self.y / SCALE)


@dataclass(frozen=True)
class Shape:
    """A line or an area with the kind that gives it its colour."""

    kind: str
    path: str
    label: Label | None = None


@dataclass(frozen=True)
class Spot:
    """A point with a name."""

    kind: str
    x: int
    y: int
    label: Label | None = None


@dataclass(frozen=True)
class Drawing:
    """A whole map, in the order in which it is painted."""

    shapes: list[Shape] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    width: int = WIDTH * SCALE
    height: int = HEIGHT * SCALE

    @property
    def labels(self) -> list[tuple[str, Label]]:
        """The names with the kind of what they name; painted last, above all lines."""
        every: list[Shape | Spot] = [*self.shapes, *self.spots]
        return [(each.kind, each.label) for each in every if each.label]


def draw_line(
    kind: str, points: list[Point], name: str, *, is_area: bool, avoid: tuple[Point, ...] = ()
) -> Shape:
    """Return a line or an area. Its name keeps away from the points in `avoid`, if it can."""
    path = area_path(points) if is_area else line_path(points)
    label = area_label(points, name) if is_area else line_label(points, name, avoid)
    return Shape(kind, path, label if name else None)


def draw_spot(kind: str, point: Point, name: str) -> Spot:
    x, y = scaled(point)
    is_left = point.x > 0.6 * WIDTH
    offset = 34 if kind == "clinic" else 22
    label = Label(
        name, x - offset if is_left else x + offset, y + 8, 0, "end" if is_left else "start"
    )
    return Spot(kind, x, y, label if name else None)


def scaled(point: Point) -> tuple[int, int]:
    return round(point.x * SCALE), round(point.y * SCALE)


def line_path(points: list[Point]) -> str:
    """Return a line that bends through all points (Catmull and Rom's curve, as Bézier's)."""
    return _path(points, [points[0], *points, points[-1]], set())


def area_path(points: list[Point]) -> str:
    """Return a closed area, with corners where its points are on the border."""
    corners = {index for index, point in enumerate(points) if point.is_on_border}
    closed = [*points, points[0]]
    if 0 in corners:
        corners.add(len(points))
    return _path(closed, [points[-1], *closed, points[1]], corners) + "Z"


def _path(points: list[Point], around: list[Point], corners: set[int]) -> str:
    parts = ["M{} {}".format(*scaled(points[0]))]
    for index, (start, end) in enumerate(pairwise(points)):
        before, after = around[index], around[index + 3]
        first = start if index in corners else _control(start, before, end, 1)
        second = end if index + 1 in corners else _control(end, start, after, -1)
        numbers = [number for point in (first, second, end) for number in scaled(point)]
        parts.append("C{} {} {} {} {} {}".format(*numbers))
    return "".join(parts)


def _control(point: Point, before: Point, after: Point, sign: int) -> Point:
    return Point(
        point.x + sign * (after.x - before.x) / 6, point.y + sign * (after.y - before.y) / 6
    )


def line_label(points: list[Point], name: str, avoid: tuple[Point, ...] = ()) -> Label:
    """Return the name above the middle of the longest visible part that is free, along it."""
    parts = [sorted((_inside(start), _inside(end))) for start, end in pairwise(points)]
    first, last = max(parts, key=lambda part: (_is_free(part, avoid), math.dist(*part)))
    angle = round(math.degrees(math.atan2(last.y - first.y, last.x - first.x)))
    x, y = scaled(_middle([first, last]))
    turned = math.radians(angle)
    x += round(NAME_OFFSET * math.sin(turned))
    y -= round(NAME_OFFSET * math.cos(turned))
    return Label(name, _clamped(x, name), max(y, 30), angle)


def _is_free(part: list[Point], avoid: tuple[Point, ...]) -> bool:
    return all(math.dist(_middle(part), point) > CLEARANCE for point in avoid)


def area_label(points: list[Point], name: str) -> Label:
    """Return the name at the centre of gravity of the part of an area that is visible."""
    seen = [_inside(point) for point in points]
    x, y = scaled(_centroid(seen) or _middle(seen))
    return Label(name, _clamped(x, name), min(max(y + 8, 30), HEIGHT * SCALE - 14))


def _centroid(points: list[Point]) -> Point | None:
    """Return the centre of gravity of a polygon; None if it has no area."""
    pairs = list(pairwise([*points, points[0]]))
    crossed = [(one.x * two.y - two.x * one.y, one, two) for one, two in pairs]
    twice = sum(cross for cross, _one, _two in crossed)
    if abs(twice) < 1:
        return None
    return _inside(
        Point(
            sum(cross * (one.x + two.x) for cross, one, two in crossed) / (3 * twice),
            sum(cross * (one.y + two.y) for cross, one, two in crossed) / (3 * twice),
        )
    )


def _middle(points: list[Point]) -> Point:
    number = len(points)
    x, y = (sum(values) / number for values in zip(*points, strict=True))
    return Point(x, y)


def _inside(point: Point) -> Point:
    return Point(min(max(point.x, 0), WIDTH), min(max(point.y, 0), HEIGHT))


def _clamped(x: int, name: str) -> int:
    """Return a middle at which the name does not run over the border."""
    half = min(len(name) * LETTER_WIDTH // 2 + 10, WIDTH * SCALE // 2)
    return min(max(x, half), WIDTH * SCALE - half)


def in_painting_order(shapes: Iterable[Shape], order: tuple[str, ...]) -> list[Shape]:
    return sorted(shapes, key=lambda shape: order.index(shape.kind))
