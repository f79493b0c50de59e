"""Planar geometry that gives the same result on every machine.

Points and directions are complex numbers, x + yj, with y pointing down as in SVG.

A drawing must never change once its address is public. Addition, multiplication and square roots
are exact by IEEE 754, while sines differ in the last bit between C libraries, and a grown tree
magnifies that bit. So sines are rounded before they are used, and `abs()` is avoided.
"""

import math
from random import Random


def length(vector: complex) -> float:
    return math.sqrt(vector.real * vector.real + vector.imag * vector.imag)


def unit(vector: complex) -> complex:
    """Return the vector at length one, or zero for a vector of no length."""
    size = length(vector)
    return vector / size if size else 0j


def direction(turns: float) -> complex:
    """Return the unit vector at a share of a full turn, from the right and clockwise on screen."""
    angle = 2 * math.pi * turns
    return complex(round(math.cos(angle), 6), round(math.sin(angle), 6))


def curve(start: complex, bend: complex, end: complex, step: float) -> list[complex]:
    """Return points about `step` apart on the quadratic curve that `bend` pulls."""
    count = max(2, round((length(start - bend) + length(bend - end)) / step))
    shares = [index / count for index in range(count + 1)]
    return [(1 - t) * (1 - t) * start + 2 * t * (1 - t) * bend + t * t * end for t in shares]


class Scatter:
    """Random points, none nearer to another than `gap`.

    Plain random points clump, and clumps grow knots. The gap spreads the twigs evenly while the
    points stay irregular enough to look alive.
    """

    def __init__(self, rng: Random, gap: float) -> None:
        self.rng = rng
        self.gap = gap
        self.points: list[complex] = []
        self._cells: dict[tuple[int, int], list[complex]] = {}

    def ellipse(
        self,
        centre: complex,
        radius: tuple[float, float],
        *,
        hollow: float = 0.0,
        axis: complex = 1 + 0j,
    ) -> None:
        """Fill an ellipse. `hollow` leaves that share of it empty; `axis` tilts it."""
        for _ in range(round(4.5 * radius[0] * radius[1] / (self.gap * self.gap))):
            u, v = self.rng.uniform(-1, 1), self.rng.uniform(-1, 1)
            if hollow * hollow <= u * u + v * v <= 1:
                along, across = u * radius[0], v * radius[1]
                # Not a complex product: that would round in another order.
                x = centre.real + along * axis.real - across * axis.imag
                y = centre.imag + along * axis.imag + across * axis.real
                self._add(complex(x, y))

    def _add(self, point: complex) -> None:
        """Add the point unless another one is too near, searching the neighbouring cells only."""
        column, row = int(point.real // self.gap), int(point.imag // self.gap)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                if any(length(point - other) < self.gap for other in self._cells.get((x, y), ())):
                    return
        self._cells.setdefault((column, row), []).append(point)
        self.points.append(point)
