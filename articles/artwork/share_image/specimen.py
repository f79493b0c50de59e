"""A plate in pixels, from the geometry that its SVG is made of."""

from PIL import Image, ImageChops, ImageDraw

from articles.artwork.palette import HUES
from articles.artwork.plates.crops import CROPS
from articles.artwork.plates.document import PlateGeometry, grow_plate
from articles.artwork.plates.geometry import Cubic, Point
from articles.artwork.plates.shapes import Disc

CROP = "portrait"
# Drawn so many times larger, then made small: Pillow's lines have hard edges.
SUPERSAMPLING = 4
CURVE_SEGMENTS = 5
CELL_HEART = 0.36


class PlateMask:
    """A mask to draw on in the units of the plate; it keeps the foot and loses what is on top."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.image = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING))
        self.draw = ImageDraw.Draw(self.image)
        crop = CROPS[CROP]
        self.scale = max(
            self.image.width / crop.width,
            self.image.height / crop.height,
        )
        self.left = (self.image.width - crop.width * self.scale) / 2
        self.top = self.image.height - crop.height * self.scale

    def at(self, point: Point) -> Point:
        return self.left + point[0] * self.scale, self.top + point[1] * self.scale

    def disc(self, centre: Point, radius: float) -> None:
        x, y = self.at(centre)
        r = radius * self.scale
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=255)

    def line(self, points: list[Point], width: float) -> None:
        """A line with round ends."""
        thick = max(2, round(width * self.scale))
        self.draw.line([self.at(point) for point in points], 255, thick, joint="curve")
        for end in (points[0], points[-1]):
            self.disc(end, width / 2)

    def mask(self) -> Image.Image:
        return self.image.reduce(SUPERSAMPLING)


def render_plate(shape: str, hue: str, variant: int, size: tuple[int, int]) -> Image.Image:
    """The plate of this shape, hue and variant, in the colours of the light scheme.

    It fills `size` and stands on its foot, as the plate beside an article's title does.
    """
    drawing, colours = grow_plate(shape, CROP, variant), HUES[hue][0]
    sun, twigs, buds = _discs(size, drawing.sun), _twigs(size, drawing), _buds(size, drawing)
    picture = Image.new("RGB", size, colours.ground)
    picture.paste(colours.sun, mask=sun)
    picture.paste(colours.ink, mask=twigs)
    picture.paste(colours.bud, mask=buds)
    if colours.night:
        picture.paste(colours.night, mask=ImageChops.multiply(ImageChops.lighter(twigs, buds), sun))
    if drawing.body:
        body = drawing.body
        heart = Disc(body.x, body.y, body.radius * CELL_HEART)
        picture.paste(colours.night or colours.ink, mask=_discs(size, body))
        picture.paste(colours.sun, mask=_discs(size, heart))
    return picture


def _discs(size: tuple[int, int], *discs: Disc) -> Image.Image:
    sheet = PlateMask(size)
    for disc in discs:
        sheet.disc((disc.x, disc.y), disc.radius)
    return sheet.mask()


def _twigs(size: tuple[int, int], drawing: PlateGeometry) -> Image.Image:
    sheet = PlateMask(size)
    for strand in drawing.strands:
        points = [strand.points[0]]
        for curve in strand.curves():
            points += _flat(curve)
        sheet.line(points, strand.width)
    return sheet.mask()


def _buds(size: tuple[int, int], drawing: PlateGeometry) -> Image.Image:
    sheet = PlateMask(size)
    for bud in drawing.buds:
        sheet.disc(bud.place, bud.size / 2)
    return sheet.mask()


def _flat(curve: Cubic) -> list[Point]:
    """Points along a curve, without its beginning."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    points = []
    for piece in range(1, CURVE_SEGMENTS + 1):
        t = piece / CURVE_SEGMENTS
        s = 1 - t
        a, b, c, d = s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t
        points.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return points
