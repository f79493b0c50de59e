"""Six families of drawing: where each one is rooted, what it grows towards, where its sun stands.

Every family is composed upright in a frame of any proportion, as shares of the frame's width and
height, so one composition serves all crops. The seed moves things a little within the family.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from articles.artwork.plates.geometry import Point, Scatter, curve, direction, unit
from articles.artwork.plates.growth import STEP, Habit

# Stalks are bare, so they need few points; long pieces keep them from wavering.
STALK_STEP = 3 * STEP


@dataclass(frozen=True)
class Disc:
    """A flat circle."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Frame:
    """The upright space to compose in."""

    width: float
    height: float
    gap: float
    """How far apart the attractors lie: the smaller, the denser the twigs."""

    def at(self, x: float, y: float) -> Point:
        """The point at these shares of width and height."""
        return x * self.width, y * self.height


@dataclass(frozen=True)
class Composition:
    """All that growth and drawing need to know of one composition."""

    attractors: list[Point]
    stalks: list[list[Point]]
    sun: Disc
    habit: Habit = field(default_factory=Habit)
    body: Disc | None = None
    """A cell body, where the stalks begin."""


def crown(frame: Frame, rng: Random) -> Composition:
    """One tree with a full crown, the sun caught in it."""
    wander = rng.uniform(-0.03, 0.03)
    centre = frame.at(0.5 + wander / 2, 0.41)
    radius = (0.42 * frame.width, 0.355 * frame.height)
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(centre, radius)
    foot = frame.at(0.5 + wander, 1.01)
    fork = (centre[0] + 0.4 * wander * frame.width, centre[1] + rng.uniform(0.86, 1.0) * radius[1])
    stalk = curve(foot, frame.at(0.5 + 0.4 * wander, 0.9), fork, STALK_STEP)
    sun = Disc(
        centre[0] + rng.uniform(-0.1, 0.1) * radius[0],
        centre[1] + rng.uniform(-0.12, 0.04) * radius[1],
        min(radius) * rng.uniform(0.62, 0.76),
    )
    return Composition(scatter.points, [stalk], sun, Habit(lean=(0.0, -0.12)))


def ring(frame: Frame, rng: Random) -> Composition:
    """A tree that parts round an empty middle, where the sun hangs."""
    wander = rng.uniform(-0.03, 0.03)
    centre = frame.at(0.5 + wander / 2, 0.42)
    radius = (0.43 * frame.width, 0.37 * frame.height)
    hollow = rng.uniform(0.52, 0.6)
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(centre, radius, hollow=hollow)
    foot = frame.at(0.5 + 1.6 * wander, 1.01)
    fork = (centre[0], centre[1] + rng.uniform(0.94, 1.04) * radius[1])
    stalk = curve(foot, (fork[0], fork[1] + 0.12 * frame.height), fork, STALK_STEP)
    sun = Disc(centre[0], centre[1], min(radius) * (hollow - rng.uniform(0.03, 0.07)))
    return Composition(scatter.points, [stalk], sun, Habit(momentum=0.9))


def frond(frame: Frame, rng: Random) -> Composition:
    """A leaning branch from the lower left; the sun stands clear of it, upper left."""
    tilt = rng.uniform(-0.04, 0.04)
    foot = frame.at(0.16 + tilt, 1.01)
    head = frame.at(0.78 + tilt, 0.2)
    axis = unit(head[0] - foot[0], head[1] - foot[1])
    middle = frame.at(0.63, 0.47)
    length = 0.5 * ((head[0] - foot[0]) ** 2 + (head[1] - foot[1]) ** 2) ** 0.5
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(middle, (0.86 * length, 0.3 * min(frame.width, frame.height)), axis=axis)
    margin = 0.04 * frame.width
    attractors = [
        (x, y)
        for x, y in scatter.points
        if margin < x < frame.width - margin and margin < y < 0.9 * frame.height
    ]
    stalk = curve(foot, frame.at(0.26 + tilt, 0.84), frame.at(0.38 + tilt, 0.72), STALK_STEP)
    sun = Disc(
        *frame.at(rng.uniform(0.25, 0.31), rng.uniform(0.25, 0.31)),
        0.19 * min(frame.width, frame.height) * rng.uniform(0.9, 1.1),
    )
    return Composition(attractors, [stalk], sun, Habit(momentum=1.0, lean=(0.06, -0.1)))


def soma(frame: Frame, rng: Random) -> Composition:
    """A nerve cell seen from above: branches all round a cell body."""
    centre = frame.at(0.5 + rng.uniform(-0.02, 0.02), 0.49 + rng.uniform(-0.02, 0.02))
    radius = (0.44 * frame.width, 0.43 * frame.height)
    body = Disc(centre[0], centre[1], 0.058 * min(frame.width, frame.height) + 8)
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(centre, radius, hollow=2.2 * body.radius / max(radius))
    arms = rng.randint(7, 9)
    turn = rng.random()
    stalks = []
    for arm in range(arms):
        x, y = direction(turn + (arm + rng.uniform(-0.18, 0.18)) / arms)
        near, far = 0.8 * body.radius, body.radius + 3 * STEP
        stalks.append(
            [(centre[0] + x * r, centre[1] + y * r) for r in (near, (near + far) / 2, far)]
        )
    sun = Disc(
        centre[0] + rng.uniform(-0.05, 0.05) * frame.width,
        centre[1] + rng.uniform(-0.05, 0.05) * frame.height,
        0.26 * min(frame.width, frame.height) * rng.uniform(0.9, 1.1),
    )
    return Composition(scatter.points, stalks, sun, Habit(momentum=0.6), body)


def synapse(frame: Frame, rng: Random) -> Composition:
    """Two trees that face each other across the sun and do not quite meet."""
    scatter = Scatter(rng, frame.gap)
    stalks = []
    width = 0.42 * frame.width
    for foot, way in ((1.0, -1), (0.0, 1)):
        wander = rng.uniform(-0.05, 0.05)
        deep = rng.uniform(0.205, 0.222) * frame.height
        middle = (frame.width * (0.5 + wander / 2), frame.height * foot + way * deep * 1.15)
        scatter.ellipse(middle, (width, deep))
        start = frame.at(0.5 + wander, foot - way * 0.01)
        fork = frame.at(0.5 + wander * 0.9, foot + way * 0.04)
        stalks.append(curve(start, fork, fork, STALK_STEP))
    sun = Disc(
        *frame.at(0.5 + rng.uniform(-0.04, 0.04), 0.5 + rng.uniform(-0.02, 0.02)),
        min(0.235 * frame.width, 0.17 * frame.height) * rng.uniform(0.95, 1.1),
    )
    return Composition(scatter.points, stalks, sun, Habit(momentum=0.9))


def stems(frame: Frame, rng: Random) -> Composition:
    """Three slender plants side by side, the sun behind the last two."""
    scatter = Scatter(rng, frame.gap)
    stalks = []
    heights = [0.5, 0.36, 0.46]
    rng.shuffle(heights)
    for place, height in zip((0.19, 0.5, 0.81), heights, strict=True):
        x = place + rng.uniform(-0.02, 0.02)
        y = height + rng.uniform(-0.03, 0.03)
        middle = frame.at(x, y)
        scatter.ellipse(middle, (0.145 * frame.width, 0.27 * frame.height))
        foot = frame.at(x + rng.uniform(-0.02, 0.02), 1.01)
        fork = frame.at(x, y + 0.25)
        stalks.append(curve(foot, frame.at(x, y + 0.35), fork, STALK_STEP))
    sun = Disc(
        *frame.at(rng.uniform(0.63, 0.7), rng.uniform(0.25, 0.31)),
        0.16 * min(frame.width, frame.height) * rng.uniform(0.9, 1.15),
    )
    return Composition(
        scatter.points, stalks, sun, Habit(reach=80.0, momentum=0.9, lean=(0.0, -0.15))
    )


SHAPES: dict[str, Callable[[Frame, Random], Composition]] = {
    "crown": crown,
    "soma": soma,
    "synapse": synapse,
    "frond": frond,
    "ring": ring,
    "stems": stems,
}
