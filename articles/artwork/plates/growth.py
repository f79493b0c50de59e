"""Space colonisation: branches grow towards points and use them up.

Each attractor pulls the nearest branch node within reach. A node that is pulled grows one step in
the summed direction, blended with the way it was already heading, which turns corners into arcs.
An attractor is spent once a branch comes close. What is left is a tree with no crossings, spread
evenly over the shape that the attractors fill.
"""

import math
from dataclasses import dataclass, field

from articles.artwork.plates.geometry import Point, unit

STEP = 8.0
MAX_FORKS = 3
MAX_ROUNDS = 260


@dataclass(frozen=True)
class Habit:
    """How a kind of plant grows: the few numbers that tell a fern from a nerve cell."""

    kill_distance: float = 12.0
    reach: float = 110.0
    momentum: float = 0.7
    lean: Point = (0.0, 0.0)
    """A constant pull, as light or gravity gives."""


@dataclass
class Tree:
    """Nodes in the order they grew, so that a parent always comes before its children."""

    points: list[Point] = field(default_factory=list)
    headings: list[Point] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    stalk_node_count: int = 0
    """How many nodes, the first ones, were laid by hand as stalks."""

    def add(self, point: Point, heading: Point, parent: int) -> int:
        """Append a node and return its index; a root has parent -1."""
        self.points.append(point)
        self.headings.append(heading)
        self.parents.append(parent)
        return len(self.points) - 1

    def children(self) -> list[list[int]]:
        """The children of every node."""
        result: list[list[int]] = [[] for _ in self.points]
        for index, parent in enumerate(self.parents):
            if parent >= 0:
                result[parent].append(index)
        return result

    def descendants(self) -> list[int]:
        """How many grown nodes hang on every node: what decides how thick it is drawn.

        Laid nodes do not count, so that a bare stalk keeps one width to its foot.
        """
        counts = [0] * len(self.points)
        for index in range(len(self.points) - 1, -1, -1):
            if (parent := self.parents[index]) >= 0:
                counts[parent] += counts[index] + (index >= self.stalk_node_count)
        return counts


def grow(attractors: list[Point], stalks: list[list[Point]], habit: Habit) -> Tree:
    """Grow from the stalks, which are laid by hand, until the attractors pull no more.

    Stalks stay bare: only their far end grows.
    """
    tree = Tree()
    pull = _AttractorField(attractors, habit)
    for stalk in stalks:
        parent = -1
        for index, point in enumerate(stalk):
            after = stalk[min(index + 1, len(stalk) - 1)]
            before = stalk[max(index - 1, 0)]
            parent = tree.add(point, unit(after[0] - before[0], after[1] - before[1]), parent)
            pull.add_node(parent, point)
    tree.stalk_node_count = len(tree.points)
    children = tree.children()
    for _ in range(MAX_ROUNDS):
        grown = False
        for node, (x, y) in pull.directions(tree.points).items():
            forks = children[node]
            if len(forks) >= (1 if node < tree.stalk_node_count else MAX_FORKS):
                continue
            heading = _heading((x, y), tree.headings[node], habit)
            at = tree.points[node]
            point = (at[0] + STEP * heading[0], at[1] + STEP * heading[1])
            if _crowded(point, [tree.points[fork] for fork in forks]):
                continue
            new = tree.add(point, heading, node)
            forks.append(new)
            children.append([])
            pull.add_node(new, point)
            grown = True
        if not grown:
            break
    return tree


def prune(tree: Tree, min_length: int = 4) -> Tree:
    """Cut side twigs of fewer nodes than `min_length`: stubs read as noise, not as growth."""
    height = [1] * len(tree.points)
    tallest = [-1] * len(tree.points)
    for index in range(len(tree.points) - 1, -1, -1):
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
    points = list(tree.points)
    parents = tree.parents
    counts = tree.descendants()
    heaviest = [-1] * len(points)
    for index, parent in enumerate(parents):
        if parent >= 0 and (heaviest[parent] < 0 or counts[index] > counts[heaviest[parent]]):
            heaviest[parent] = index
    for _ in range(passes):
        before = list(points)
        for index, (x, y) in enumerate(before):
            parent, child = parents[index], heaviest[index]
            if parent >= 0 and child >= 0:
                (px, py), (cx, cy) = before[parent], before[child]
                points[index] = (x / 2 + (px + cx) / 4, y / 2 + (py + cy) / 4)
    return Tree(points, tree.headings, parents, tree.stalk_node_count)


class _AttractorField:
    """The attractors still alive, each with the nearest node found so far.

    A grid finds the attractors near a new node, so no round compares every pair.
    """

    def __init__(self, attractors: list[Point], habit: Habit) -> None:
        self.attractors = attractors
        self.kill_distance = habit.kill_distance
        self.reach = habit.reach
        self.nearest = [-1] * len(attractors)
        self.best = [habit.reach] * len(attractors)
        self.alive = dict.fromkeys(range(len(attractors)))
        self.size = habit.reach / 3
        self.cells: dict[tuple[int, int], list[int]] = {}
        for index, (x, y) in enumerate(attractors):
            self.cells.setdefault((int(x // self.size), int(y // self.size)), []).append(index)

    def add_node(self, node: int, point: Point) -> None:
        """Tell the attractors about a new node; those it reaches are spent."""
        x, y = point
        column, row = int(x // self.size), int(y // self.size)
        for i in range(column - 3, column + 4):
            for j in range(row - 3, row + 4):
                cell = self.cells.get((i, j))
                if not cell:
                    continue
                spent = []
                for index in cell:
                    ax, ay = self.attractors[index]
                    gap = math.sqrt((ax - x) * (ax - x) + (ay - y) * (ay - y))
                    if gap < self.kill_distance:
                        spent.append(index)
                    elif gap < self.best[index]:
                        self.best[index] = gap
                        self.nearest[index] = node
                for index in spent:
                    cell.remove(index)
                    del self.alive[index]

    def directions(self, points: list[Point]) -> dict[int, Point]:
        """The summed pull on every node that any living attractor is nearest to."""
        sums: dict[int, Point] = {}
        for index in self.alive:
            node = self.nearest[index]
            if node < 0:
                continue
            (ax, ay), (x, y) = self.attractors[index], points[node]
            gap = self.best[index]
            sx, sy = sums.get(node, (0.0, 0.0))
            sums[node] = (sx + (ax - x) / gap, sy + (ay - y) / gap)
        return sums


def _heading(pull: Point, before: Point, habit: Habit) -> Point:
    x, y = unit(*pull)
    return unit(
        x + habit.momentum * before[0] + habit.lean[0],
        y + habit.momentum * before[1] + habit.lean[1],
    )


def _crowded(point: Point, others: list[Point]) -> bool:
    near = STEP * STEP * 0.3
    return any((point[0] - x) ** 2 + (point[1] - y) ** 2 < near for x, y in others)
