"""The formats a drawing comes in, and how an upright composition is laid into each."""

from dataclasses import dataclass

from articles.artwork.plates.geometry import Point
from articles.artwork.plates.shapes import Frame


@dataclass(frozen=True)
class Crop:
    """Size of a drawing in its own units, and the part of it that growth may use."""

    width: int
    height: int
    reach: int = 0
    """If set, the drawing lies on its side, rooted in the right edge, and reaches so far left."""
    overhang: int = 0
    """How much of its foot lies beyond the right edge."""
    left: int = 0
    """If set, the drawing stands upright to the right of here."""
    gap: float = 14.5

    @property
    def frame(self) -> Frame:
        """The upright frame to compose in."""
        if self.reach:
            return Frame(self.height, self.reach, self.gap)
        return Frame(self.width - self.left, self.height, self.gap)

    def place(self, point: Point) -> Point:
        """A point of the upright frame as a point of the drawing."""
        x, y = point
        if self.reach:
            return self.width - self.reach + self.overhang + y, self.height - x
        return self.left + x, y

    def turn(self, vector: Point) -> Point:
        """A direction in the upright frame as a direction in the drawing."""
        x, y = vector
        return (y, -x) if self.reach else (x, y)


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
    """How a shape is laid into a crop."""
    return _FACING_BAND if (shape, crop) == ("synapse", "band") else CROPS[crop]
