"""Draws words and flat shapes in the pixels of the finished picture."""

from PIL import Image, ImageDraw

from articles.artwork.share_image.lettering import Font, Measure, load_typeface

# Drawn so many times larger and then made small, which keeps the shapes of the letters.
SUPERSAMPLING = 2

Place = tuple[float, float]
Box = tuple[float, float, float, float]


class Pen:
    """A sheet of paper and what may be drawn on it."""

    def __init__(self, size: tuple[int, int], paper: str) -> None:
        self.image = Image.new("RGB", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING), paper)
        self.canvas = ImageDraw.Draw(self.image)

    def picture(self) -> Image.Image:
        """What has been drawn so far, at its own size."""
        return self.image.reduce(SUPERSAMPLING)

    def draw_box(self, edges: Box, colour: str) -> None:
        self.canvas.rectangle(_inside(edges), fill=colour)

    def draw_leaf(self, edges: Box, radius: float, colour: str) -> None:
        """A box with the one round corner of the house."""
        _leaf(self.canvas, _inside(edges), radius * SUPERSAMPLING, colour)

    @staticmethod
    def leaf_mask(size: tuple[int, int], radius: float) -> Image.Image:
        """Shows all of a picture but what the round corner cuts off."""
        mask = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING))
        _leaf(ImageDraw.Draw(mask), _inside((0, 0, *size)), radius * SUPERSAMPLING, 255)
        return mask.reduce(SUPERSAMPLING)

    def typeface(self, name: str, size: float, **axes: int) -> Font:
        return load_typeface(name, size * SUPERSAMPLING, **axes)

    def measure(self, font: Font) -> Measure:
        return lambda text: font.getlength(text) / SUPERSAMPLING

    def draw_words(self, start: Place, text: str, font: Font, colour: str) -> None:
        """A line of text; `start` is on its base line."""
        self.canvas.text(_scaled(start), text, fill=colour, font=font, anchor="ls")

    def draw_mark(self, corner: Place, scale: float, ink: str, sun: str) -> None:
        """The clinic's mark: the sun between two branches, as in the head of every page."""

        def at(x: float, y: float) -> Place:
            return corner[0] + x * scale, corner[1] + y * scale

        self._disc(at(13.3, 6.8), 6.6 * scale, sun)
        bowl = [at(*_bowl(step / 24)) for step in range(25)]
        for line in (bowl, [at(13.3, 6), at(13.3, 28.6)]):
            self._line(line, 2.4 * scale, ink)

    def _line(self, points: list[Place], width: float, colour: str) -> None:
        self.canvas.line([_scaled(point) for point in points], colour, round(width * SUPERSAMPLING))
        for point in points:
            self._disc(point, width / 2, colour)

    def _disc(self, centre: Place, radius: float, colour: str) -> None:
        (x, y), r = _scaled(centre), radius * SUPERSAMPLING
        self.canvas.ellipse((x - r, y - r, x + r, y + r), fill=colour)


def _bowl(t: float) -> Place:
    """A point of the mark's bowl, the curve from (1.3, 5) by way of y = 26.4 to (25.3, 5)."""
    across = 3 * (1 - t) * t * t + t * t * t
    return 1.3 + 24 * across, 5 + 21.4 * 3 * (1 - t) * t


def _leaf(canvas: ImageDraw.ImageDraw, box: Box, radius: float, fill: str | int) -> None:
    canvas.rounded_rectangle(box, radius, fill=fill, corners=(False, False, False, True))


def _inside(edges: Box) -> Box:
    """Pillow counts the last row and column in."""
    left, top, right, bottom = (edge * SUPERSAMPLING for edge in edges)
    return left, top, right - 1, bottom - 1


def _scaled(place: Place) -> Place:
    return place[0] * SUPERSAMPLING, place[1] * SUPERSAMPLING
