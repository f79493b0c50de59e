"""The composition of plates: six families of shape, and the crops that each is laid into.

Every family is composed upright in a frame of any proportion, as shares of the frame's width and
height, so one composition serves all crops. The seed moves things a little within the family.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from articles.artwork.plates.geometry import Scatter, curve, direction, length, unit
from articles.artwork.plates.growth import STEP, Habit

# Stalks are bare, so they need few points; long pieces keep them from wavering.
STALK_STEP = 3 * STEP


@dataclass(frozen=True)
class Disc:
    """A filled circle."""

    centre: complex
    radius: float


@dataclass(frozen=True)
class Frame:
    """The upright space to compose in."""

    width: float
    height: float
    gap: float
    """The distance between attractors: the smaller, the denser the twigs."""

    def at(self, x: float, y: float) -> complex:
        """Return the point at these shares of width and height."""
        return complex(x * self.width, y * self.height)


@dataclass(frozen=True)
class Crop:
    """The size of a plate in its own units, and the part of it that growth may use."""

    width: int
    height: int
    reach: int = 0
    """If set, the plant lies on its side, rooted in the right edge, and reaches this far left."""
    overhang: int = 0
    """The part of its foot that lies beyond the right edge."""
    left: int = 0
    """If set, the plant grows upright to the right of here."""
    gap: float = 14.5

    @property
    def frame(self) -> Frame:
        """The upright frame to compose in."""
        if self.reach:
            return Frame(self.height, self.reach, self.gap)
        return Frame(self.width - self.left, self.height, self.gap)

    def place(self, point: complex) -> complex:
        """Return a point of the upright frame as a point of the plate."""
        if self.reach:
            x = self.width - self.reach + self.overhang + point.imag
            return complex(x, self.height - point.real)
        return self.left + point

    def turn(self, heading: complex) -> complex:
        """Return a direction in the upright frame as a direction in the plate."""
        return complex(heading.imag, -heading.real) if self.reach else heading


CROPS = {
    "portrait": Crop(600, 760),
    "landscape": Crop(900, 600, gap=16),
    # Few units, so that lines stay visible when it is shown small.
    "square": Crop(320, 320, gap=15),
    # The left half of a band belongs to the words on it.
    "band": Crop(1400, 420, reach=660, overhang=90),
    # The whole width, for a band without words.
    "span": Crop(1400, 420, reach=1400, gap=16),
}

# Two trees that face each other would hang in the air if laid on their side in half a band.
_FACING_BAND = Crop(1400, 420, left=780)


def crop_for(shape: str, crop: str) -> Crop:
    return _FACING_BAND if (shape, crop) == ("synapse", "band") else CROPS[crop]


@dataclass(frozen=True)
class Composition:
    """A shape before it grows."""

    attractors: list[complex]
    stalks: list[list[complex]]
    sun: Disc
    habit: Habit = field(default_factory=Habit)
    body: Disc | None = None
    """A cell body, where the stalks begin."""


def crown(frame: Frame, rng: Random) -> Composition:
    """Compose one tree with a full crown, the sun caught in it."""
    wander = rng.uniform(-0.03, 0.03)
    centre = frame.at(0.5 + wander / 2, 0.41)
    rx, ry = 0.42 * frame.width, 0.355 * frame.height
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(centre, (rx, ry))
    foot = frame.at(0.5 + wander, 1.01)
    fork = centre + complex(0.4 * wander * frame.width, rng.uniform(0.86, 1.0) * ry)
    stalk = curve(foot, frame.at(0.5 + 0.4 * wander, 0.9), fork, STALK_STEP)
    sun = Disc(
        centre + complex(rng.uniform(-0.1, 0.1) * rx, rng.uniform(-0.12, 0.04) * ry),
        min(rx, ry) * rng.uniform(0.62, 0.76),
    )
    return Composition(scatter.points, [stalk], sun, Habit(lean=-0.12j))


def ring(frame: Frame, rng: Random) -> Composition:
    """Compose a tree that parts round an empty middle, where the sun hangs."""
    wander = rng.uniform(-0.03, 0.03)
    centre = frame.at(0.5 + wander / 2, 0.42)
    rx, ry = 0.43 * frame.width, 0.37 * frame.height
    hollow = rng.uniform(0.52, 0.6)
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(centre, (rx, ry), hollow=hollow)
    foot = frame.at(0.5 + 1.6 * wander, 1.01)
    fork = centre + complex(0, rng.uniform(0.94, 1.04) * ry)
    stalk = curve(foot, fork + complex(0, 0.12 * frame.height), fork, STALK_STEP)
    sun = Disc(centre, min(rx, ry) * (hollow - rng.uniform(0.03, 0.07)))
    return Composition(scatter.points, [stalk], sun, Habit(momentum=0.9))


def frond(frame: Frame, rng: Random) -> Composition:
    """Compose a branch that leans from the lower left, with the sun clear of it, upper left."""
    tilt = rng.uniform(-0.04, 0.04)
    small = min(frame.width, frame.height)
    foot, head = frame.at(0.16 + tilt, 1.01), frame.at(0.78 + tilt, 0.2)
    radius = (0.86 * (0.5 * length(head - foot)), 0.3 * small)
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(frame.at(0.63, 0.47), radius, axis=unit(head - foot))
    margin = 0.04 * frame.width
    attractors = [
        point
        for point in scatter.points
        if margin < point.real < frame.width - margin and margin < point.imag < 0.9 * frame.height
    ]
    stalk = curve(foot, frame.at(0.26 + tilt, 0.84), frame.at(0.38 + tilt, 0.72), STALK_STEP)
    sun = Disc(
        frame.at(rng.uniform(0.25, 0.31), rng.uniform(0.25, 0.31)),
        0.19 * small * rng.uniform(0.9, 1.1),
    )
    return Composition(attractors, [stalk], sun, Habit(momentum=1.0, lean=0.06 - 0.1j))


def soma(frame: Frame, rng: Random) -> Composition:
    """Compose a nerve cell seen from above: branches all round a cell body."""
    small = min(frame.width, frame.height)
    centre = frame.at(0.5 + rng.uniform(-0.02, 0.02), 0.49 + rng.uniform(-0.02, 0.02))
    radius = (0.44 * frame.width, 0.43 * frame.height)
    body = Disc(centre, 0.058 * small + 8)
    scatter = Scatter(rng, frame.gap)
    scatter.ellipse(centre, radius, hollow=2.2 * body.radius / max(radius))
    arms = rng.randint(7, 9)
    turn = rng.random()
    near, far = 0.8 * body.radius, body.radius + 3 * STEP
    stalks = []
    for arm in range(arms):
        way = direction(turn + (arm + rng.uniform(-0.18, 0.18)) / arms)
        stalks.append([centre + way * r for r in (near, (near + far) / 2, far)])
    wander = frame.at(rng.uniform(-0.05, 0.05), rng.uniform(-0.05, 0.05))
    sun = Disc(centre + wander, 0.26 * small * rng.uniform(0.9, 1.1))
    return Composition(scatter.points, stalks, sun, Habit(momentum=0.6), body)


def synapse(frame: Frame, rng: Random) -> Composition:
    """Compose two trees that face each other across the sun and do not quite meet."""
    scatter = Scatter(rng, frame.gap)
    stalks = []
    for foot, way in ((1.0, -1), (0.0, 1)):
        wander = rng.uniform(-0.05, 0.05)
        deep = rng.uniform(0.205, 0.222) * frame.height
        middle = complex(frame.width * (0.5 + wander / 2), frame.height * foot + way * deep * 1.15)
        scatter.ellipse(middle, (0.42 * frame.width, deep))
        start = frame.at(0.5 + wander, foot - way * 0.01)
        fork = frame.at(0.5 + wander * 0.9, foot + way * 0.04)
        stalks.append(curve(start, fork, fork, STALK_STEP))
    sun = Disc(
        frame.at(0.5 + rng.uniform(-0.04, 0.04), 0.5 + rng.uniform(-0.02, 0.02)),
        min(0.235 * frame.width, 0.17 * frame.height) * rng.uniform(0.95, 1.1),
    )
    return Composition(scatter.points, stalks, sun, Habit(momentum=0.9))


def stems(frame: Frame, rng: Random) -> Composition:
    """Compose three slender plants side by side, the sun behind the last two."""
    scatter = Scatter(rng, frame.gap)
    stalks = []
    heights = [0.5, 0.36, 0.46]
    rng.shuffle(heights)
    for place, height in zip((0.19, 0.5, 0.81), heights, strict=True):
        x = place + rng.uniform(-0.02, 0.02)
        y = height + rng.uniform(-0.03, 0.03)
        scatter.ellipse(frame.at(x, y), (0.145 * frame.width, 0.27 * frame.height))
        foot = frame.at(x + rng.uniform(-0.02, 0.02), 1.01)
        stalks.append(curve(foot, frame.at(x, y + 0.35), frame.at(x, y + 0.25), STALK_STEP))
    sun = Disc(
        frame.at(rng.uniform(0.63, 0.7), rng.uniform(0.25, 0.31)),
        0.16 * min(frame.width, frame.height) * rng.uniform(0.9, 1.15),
    )
    habit = Habit(reach=80.0, momentum=0.9, lean=-0.15j)
    return Composition(scatter.points, stalks, sun, habit)


SHAPES: dict[str, Callable[[Frame, Random], Composition]] = {
    "crown": crown,
    "soma": soma,
    "synapse": synapse,
    "frond": frond,
    "ring": ring,
    "stems": stems,
}
