"""The growth itself, on trees small enough to reason about."""

from random import Random

from articles.artwork.plates.geometry import Scatter
from articles.artwork.plates.growth import STEP, Habit, Tree, grow, prune
from articles.artwork.plates.svg import branch_paths, tree_strands

STALK = [0j, -24j]


def test_grows_towards_an_attractor_until_it_is_spent():
    tree = grow([-100j], [STALK], Habit())
    assert abs(tree.points[-1] + 100j) < Habit().kill_distance
    assert all(point.real == 0 for point in tree.points)


def test_grows_in_even_steps_with_parents_first():
    tree = grow([40 - 100j, -50 - 90j], [STALK], Habit())
    for index in range(tree.stalk_node_count, len(tree.points)):
        parent = tree.parents[index]
        assert parent < index
        assert abs(abs(tree.points[index] - tree.points[parent]) - STEP) < 1e-9


def test_ignores_points_out_of_reach():
    tree = grow([-1000j], [STALK], Habit())
    assert len(tree.points) == len(STALK)


def test_prunes_short_twigs_but_not_long_ones():
    tree = Tree()
    for parent in (-1, 0, 1, 2, 3, 4):
        tree.add(complex(0, parent), 1j, parent)
    tree.add(5 + 1j, 1 + 0j, 1)
    long = 1
    for _ in range(4):
        long = tree.add(complex(9, long), 1 + 0j, long)
    assert [point.real for point in prune(tree).points] == [0] * 6 + [9] * 4


def test_a_stalk_without_branches_has_one_width():
    tree = grow([-100j], [STALK], Habit())
    assert len({tree.descendants()[index] for index in range(tree.stalk_node_count)}) == 1


def test_branches_are_thicker_the_more_they_carry():
    scatter = Scatter(Random(1), 14)  # noqa: S311
    scatter.ellipse(-160j, (120.0, 120.0))
    drawn = branch_paths(tree_strands(grow(scatter.points, [STALK], Habit())))
    assert drawn.index('stroke-width="6.3"') < drawn.index('stroke-width="1.2"')


def test_scattered_points_have_a_minimum_distance():
    scatter = Scatter(Random(1), 12)  # noqa: S311
    scatter.ellipse(100 + 100j, (100.0, 60.0), hollow=0.5)
    assert len(scatter.points) > 20
    for index, point in enumerate(scatter.points):
        assert all(abs(point - other) >= 12 for other in scatter.points[:index])
        assert 0.25 <= ((point.real - 100) / 100) ** 2 + ((point.imag - 100) / 60) ** 2 <= 1
