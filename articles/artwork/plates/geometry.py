"""Small planar helpers that give the same answer on every machine.

A drawing must never change once its address is public. Addition, multiplication and square roots
are exact by IEEE 754, while sines differ in the last bit between C libraries, and a grown tree
magnifies that bit. So sines are rounded before they are used.
"""

import math
from random import Random

Point = tuple[float, float]
# Where a curve begins, its two handles, and where it ends.
Cubic = tuple[Point, Point, Point, Point]


def direction(turns: float) -> Point:
    """The unit vector at a share of a full turn, from the right and clockwise on screen."""
    angle = 2 * math.pi * turns
    return round(math.cos(angle), 6), round(math.sin(angle), 6)


def distance(a: Point, b: Point) -> float:
    """How far two points are apart."""
    return math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def unit(x: float, y: float) -> Point:
    """The vector at length one; a vector of no length stays as it is."""
    length = math.sqrt(x * x + y * y)
    return (x / length, y / length) if length else (0.0, 0.0)


def curve(start: Point, bend: Point, end: Point, step: float) -> list[Point]:
    """Points about `step` apart on the quadratic curve that `bend` pulls from start to end."""
    count = max(2, round((distance(start, bend) + distance(bend, end)) / step))
    points = []
    for index in range(count + 1):
        t = index / count
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * bend[0] + c * end[0],
                a * start[1] + b * bend[1] + c * end[1],
            )
        )
    return points


class Scatter:
    """Points thrown at random, none nearer to another than `gap`.

    Plain random points clump, and clumps grow knots. Keeping a gap spreads the twigs evenly while
    the throw stays irregular enough to look alive.
    """

    def __init__(self, rng: Random, gap: float) -> None:
        self.rng = rng
        self.gap = gap
        self.points: list[Point] = []
        self._cells: dict[tuple[int, int], list[Point]] = {}

    def ellipse(
        self, centre: Point, radius: Point, *, hollow: float = 0.0, axis: Point = (1.0, 0.0)
    ) -> None:
        """Fill an ellipse. `hollow` leaves that share of it empty; `axis` tilts it."""
        throws = round(4.5 * radius[0] * radius[1] / (self.gap * self.gap))
        for _ in range(throws):
            u, v = self.rng.uniform(-1, 1), self.rng.uniform(-1, 1)
            if not hollow * hollow <= u * u + v * v <= 1:
                continue
            along, across = u * radius[0], v * radius[1]
            self._place(
                (
                    centre[0] + along * axis[0] - across * axis[1],
                    centre[1] + along * axis[1] + across * axis[0],
                )
            )

    def _place(self, point: Point) -> None:
        column, row = int(point[0] // self.gap), int(point[1] // self.gap)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                if any(distance(point, other) < self.gap for other in self._cells.get((x, y), ())):
                    return
        self._cells.setdefault((column, row), []).append(point)
        self.points.append(point)
