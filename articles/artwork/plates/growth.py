"""Space colonisation: branches grow towards points and use them up.

Each attractor pulls the nearest branch node within reach. A node that is pulled grows one step in
the summed direction, blended with the way it was already heading, which turns corners into arcs.
An attractor is spent once a branch comes close. The result is a tree with no crossings, spread
evenly over the shape that the attractors fill.
"""

import math
from dataclasses import dataclass, field

from articles.artwork.plates.geometry import unit

STEP = 8.0
MAX_FORKS = 3
MAX_ROUNDS = 260


@dataclass(frozen=True)
class Habit:
    """The growth habit of a kind of plant, from fern to nerve cell, in a few numbers."""

    kill_distance: float = 12.0
    reach: float = 110.0
    momentum: float = 0.7
    lean: complex = 0j
    """A constant pull, as light or gravity gives."""


@dataclass
class Tree:
    """Nodes in the order they grew, so that a parent always comes before its children."""

    points: list[complex] = field(default_factory=list)
    headings: list[complex] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    stalk_node_count: int = 0
    """The number of nodes, the first ones, that belong to hand-laid stalks."""

    def add(self, point: complex, heading: complex, parent: int) -> int:
        """Append a node and return its index; a root has parent -1."""
        self.points.append(point)
        self.headings.append(heading)
        self.parents.append(parent)
        return len(self.points) - 1

    def children(self) -> list[list[int]]:
        result: list[list[int]] = [[] for _ in self.points]
        for index, parent in enumerate(self.parents):
            if parent >= 0:
                result[parent].append(index)
        return result

    def descendants(self) -> list[int]:
        """Count the grown nodes above every node, which decide its stroke width.

        Stalk nodes do not count, so that a bare stalk has one width down to its foot.
        """
        counts = [0] * len(self.points)
        for index in reversed(range(len(self.points))):
            if (parent := self.parents[index]) >= 0:
                counts[parent] += counts[index] + (index >= self.stalk_node_count)
        return counts


def grow(attractors: list[complex], stalks: list[list[complex]], habit: Habit) -> Tree:
    """Grow from the far ends of the stalks until the attractors pull no more."""
    tree = Tree()
    pull = _AttractorField(attractors, habit)
    for stalk in stalks:
        parent = -1
        for index, point in enumerate(stalk):
            heading = unit(stalk[min(index + 1, len(stalk) - 1)] - stalk[max(index - 1, 0)])
            parent = tree.add(point, heading, parent)
            pull.add_node(parent, point)
    tree.stalk_node_count = len(tree.points)
    children = tree.children()
    for _ in range(MAX_ROUNDS):
        size = len(tree.points)
        for node, towards in pull.directions(tree.points).items():
            forks = children[node]
            if len(forks) >= (1 if node < tree.stalk_node_count else MAX_FORKS):
                continue
            heading = unit(unit(towards) + habit.momentum * tree.headings[node] + habit.lean)
            point = tree.points[node] + STEP * heading
            if _crowded(point, [tree.points[fork] for fork in forks]):
                continue
            new = tree.add(point, heading, node)
            forks.append(new)
            children.append([])
            pull.add_node(new, point)
        if len(tree.points) == size:
            break
    return tree


def prune(tree: Tree, min_length: int = 4) -> Tree:
    """Cut side twigs of fewer nodes than `min_length`: stubs read as noise, not as growth."""
    height = [1] * len(tree.points)
    tallest = [-1] * len(tree.points)
    for index in reversed(range(len(tree.points))):
        parent = tree.parents[index]
        if parent >= 0 and height[index] + 1 > height[parent]:
            height[parent] = height[index] + 1
            tallest[parent] = index
    result = Tree(stalk_node_count=tree.stalk_node_count)
    moved: dict[int, int] = {-1: -1}
    for index, parent in enumerate(tree.parents):
        if parent not in moved:
            continue
        is_side = parent >= 0 and tallest[parent] != index
        if is_side and index >= tree.stalk_node_count and height[index] < min_length:
            continue
        moved[index] = result.add(tree.points[index], tree.headings[index], moved[parent])
    return result


def smooth(tree: Tree, passes: int = 3) -> Tree:
    """Draw every node halfway to the middle of its neighbours; roots and tips stay put."""
    points = tree.points
    counts = tree.descendants()
    # Pairs with an equal count: the first child wins, as in the order of growth.
    heaviest = [max(own, key=counts.__getitem__, default=-1) for own in tree.children()]
    for _ in range(passes):
        points = [
            point / 2 + (points[parent] + points[child]) / 4
            if parent >= 0 and child >= 0
            else point
            for point, parent, child in zip(points, tree.parents, heaviest, strict=True)
        ]
    return Tree(points, tree.headings, tree.parents, tree.stalk_node_count)


class _AttractorField:
    """The attractors still alive, each with the nearest node found so far.

    A grid finds the attractors near a new node, so that no round compares every pair.
    """

    def __init__(self, attractors: list[complex], habit: Habit) -> None:
        self.attractors = attractors
        self.kill_distance = habit.kill_distance
        self.nearest = [-1] * len(attractors)
        self.best = [habit.reach] * len(attractors)
        self.alive = dict.fromkeys(range(len(attractors)))
        self.size = habit.reach / 3
        self.cells: dict[tuple[int, int], list[int]] = {}
        for index, attractor in enumerate(attractors):
            self.cells.setdefault(self._cell(attractor), []).append(index)

    def add_node(self, node: int, point: complex) -> None:
        """Note how near a new node is to the attractors; drop those that it reaches."""
        x, y = point.real, point.imag
        column, row = self._cell(point)
        for i in range(column - 3, column + 4):
            for j in range(row - 3, row + 4):
                cell = self.cells.get((i, j), [])
                spent = []
                for index in cell:
                    attractor = self.attractors[index]
                    dx, dy = attractor.real - x, attractor.imag - y
                    gap = math.sqrt(dx * dx + dy * dy)
                    if gap < self.kill_distance:
                        spent.append(index)
                    elif gap < self.best[index]:
                        self.best[index] = gap
                        self.nearest[index] = node
                for index in spent:
                    cell.remove(index)
                    del self.alive[index]

    def directions(self, points: list[complex]) -> dict[int, complex]:
        """Return the summed pull on every node that any living attractor is nearest to."""
        sums: dict[int, complex] = {}
        for index in self.alive:
            if (node := self.nearest[index]) >= 0:
                pull = (self.attractors[index] - points[node]) / self.best[index]
                sums[node] = sums.get(node, 0j) + pull
        return sums

    def _cell(self, point: complex) -> tuple[int, int]:
        return int(point.real // self.size), int(point.imag // self.size)


def _crowded(point: complex, others: list[complex]) -> bool:
    near = STEP * STEP * 0.3
    return any((point.real - o.real) ** 2 + (point.imag - o.imag) ** 2 < near for o in others)
