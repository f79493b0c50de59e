"""Drawing of share images: the title beside the page's plate, above the clinic's name.

The layout is that of an article's head. Each image is drawn once and cached on disk.
"""

import threading
from io import BytesIO
from typing import Any

from django.contrib.staticfiles import finders
from django.core.cache import caches
from PIL import Image, ImageDraw

from articles.artwork.look import Look
from articles.artwork.palette import HueColours
from articles.artwork.plates.shapes import CROPS, Disc
from articles.artwork.plates.svg import CELL_HEART, Plate, grow_plate
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.text import Typeface, lay_out

SIZE = (1200, 630)
# Pillow draws hard edges, so everything is drawn larger and reduced in the end. From here on, one
# unit is a pixel of the large picture, and U a pixel of the finished one.
U = 3
MARGIN = 64 * U
PLATE_CROP = CROPS["portrait"]
PLATE_SCALE = 0.72 * U
PLATE_SIZE = (round(PLATE_CROP.width * PLATE_SCALE), round(PLATE_CROP.height * PLATE_SCALE))
PLATE_LEFT = SIZE[0] * U - PLATE_SIZE[0]
TITLE_WIDTH = PLATE_LEFT - MARGIN - 48 * U

ICON_SIDE, LOGO_SIZE = 44 * U, (420 * U, 56 * U)
SIGN_MIDDLE = 589 * U


class Faces:
    """The typefaces of a look. The sans has letters that the serif lacks."""

    def __init__(self, look: Look) -> None:
        serif, sans = look.serif_files, look.sans_files
        self.title = Typeface(serif, (420, 72)), Typeface(sans, (420,))
        self.clinic = Typeface(serif, (500, 24)), Typeface(sans, (500,))
        self.tag = (Typeface(sans, (600,)),)


# Drawing takes a tenth of a second of work, so a process draws one image at a time.
_drawing_lock = threading.Lock()


def get_or_draw(card: Card) -> bytes:
    """Return the file of a card from the cache, or draw it now."""
    cache = caches["share"]
    if file := cache.get(card.version):
        return file
    with _drawing_lock:
        file = cache.get(card.version)
        if file is None:
            file = draw_card(card)
            cache.set(card.version, file)
    return file


def draw_card(card: Card) -> bytes:
    """Return the card as a PNG file of 1200 by 630 pixels."""
    colours = card.look.palette.light.colours
    hue = card.look.palette.light.hues[card.hue]
    ink, faces = colours["ink"], Faces(card.look)
    picture = Image.new("RGB", (SIZE[0] * U, SIZE[1] * U), colours["paper"])
    canvas = ImageDraw.Draw(picture)
    foot = PLATE_SIZE[1]
    canvas.rectangle((MARGIN, foot, SIZE[0] * U, foot + 4 * U - 1), ink)
    if card.look.has_drawings:
        plate = _draw_plate(card.shape, hue, card.variant)
    else:
        plate = _draw_ground(hue)
    picture.paste(plate, (PLATE_LEFT, 0), _corner_mask(plate, 96 * U, card.look))
    text_left = _draw_sign(picture, card.look)

    if tag := lay_out(card.category, faces.tag, TITLE_WIDTH - 32 * U, (26 * U, 26 * U)):
        (name,) = tag.lines
        right = MARGIN + tag.face.width(name, tag.size) + 32 * U
        box = (MARGIN, MARGIN, right, MARGIN + 46 * U)
        canvas.rounded_rectangle(box, fill=hue.ground, **_corners(14 * U, card.look))
        tag.face.draw(canvas, MARGIN + 16 * U, MARGIN + 32 * U, name, tag.size, hue.ink)
    if title := lay_out(card.title, faces.title, TITLE_WIDTH, (46 * U, 92 * U), max_lines=4):
        for above, line in enumerate(reversed(title.lines)):
            y = foot - 60 * U - above * title.size * 1.04
            title.face.draw(canvas, MARGIN, y, line, title.size, ink)
    if text_left and (clinic := lay_out(card.clinic, faces.clinic, 1012 * U, (34 * U, 34 * U))):
        (name,) = clinic.lines
        clinic.face.draw(canvas, text_left, 600 * U, name, clinic.size, ink)

    file = BytesIO()
    picture.reduce(U).save(file, "PNG")
    return file.getvalue()


def _draw_sign(picture: Image.Image, look: Look) -> int:
    """Draw the logo or the icon. Return where the clinic's name begins, or 0 beside a logo."""
    size = LOGO_SIZE if look.sign and look.sign.has_name else (ICON_SIDE, ICON_SIDE)
    sign = look.sign.draw(*size) if look.sign else _default_icon()
    if sign is None:
        return MARGIN
    mask = sign.getchannel("A") if sign.mode == "RGBA" else _corner_mask(sign, 12 * U, look)
    picture.paste(sign.convert("RGB"), (MARGIN, SIGN_MIDDLE - sign.height // 2), mask)
    return 0 if look.sign and look.sign.has_name else MARGIN + ICON_SIDE + 16 * U


def _default_icon() -> Image.Image:
    with Image.open(finders.find("icons/apple-touch-icon.png") or "") as image:
        return image.convert("RGB").resize((ICON_SIDE, ICON_SIDE))


def _corner_mask(picture: Image.Image, radius: int, look: Look) -> Image.Image:
    """Return a mask that cuts off the corners which are round in this look."""
    mask = Image.new("L", picture.size)
    width, height = picture.size
    box = (0, 0, width - 1, height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, fill=255, **_corners(radius, look))
    return mask


def _corners(radius: int, look: Look) -> dict[str, Any]:
    """Return the arguments for the corners of a box whose leaf corner has this radius."""
    match look.corners:
        case "leaf":  # the lower left corner alone
            return {"radius": radius, "corners": (False, False, False, True)}
        case "soft":
            return {"radius": radius // 3}
    return {"radius": 0}


def _draw_ground(colours: HueColours) -> Image.Image:
    """Draw the ground that stands in for a plate, as pages without drawings show it."""
    picture, canvas = _new_layer(colours.ground)
    centre = complex(PLATE_CROP.width / 2, PLATE_CROP.height * 1.02)
    _draw_disc(canvas, Disc(centre, PLATE_CROP.width * 0.46), colours.sun)
    return picture


def _draw_plate(shape: str, colours: HueColours, variant: int) -> Image.Image:
    """Draw the plate in the colours of the light scheme."""
    plate = grow_plate(shape, "portrait", variant)
    picture, canvas = _new_layer(colours.ground)
    _draw_disc(canvas, plate.sun, colours.sun)
    _draw_lines(canvas, plate, colours.ink, colours.bud)
    if colours.night:  # lines change colour where they cross the sun
        night, night_canvas = _new_layer(colours.sun)
        _draw_lines(night_canvas, plate, colours.night, colours.night)
        mask = Image.new("L", PLATE_SIZE)
        _draw_disc(ImageDraw.Draw(mask), plate.sun, 255)
        picture.paste(night, mask=mask)
    if plate.body:
        _draw_disc(canvas, plate.body, colours.night or colours.ink)
        _draw_disc(canvas, Disc(plate.body.centre, plate.body.radius * CELL_HEART), colours.sun)
    return picture


def _new_layer(colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", PLATE_SIZE, colour)
    return picture, ImageDraw.Draw(picture)


def _draw_lines(canvas: ImageDraw.ImageDraw, plate: Plate, ink: str, bud_colour: str) -> None:
    """Draw branches with round ends, then buds."""
    for strand in plate.strands:
        points = [(p.real * PLATE_SCALE, p.imag * PLATE_SCALE) for p in strand.points]
        canvas.line(points, ink, max(2, round(strand.width * PLATE_SCALE)), joint="curve")
        for end in (strand.points[0], strand.points[-1]):
            _draw_disc(canvas, Disc(end, strand.width / 2), ink)
    for bud in plate.buds:
        _draw_disc(canvas, Disc(bud.place, bud.size / 2), bud_colour)


def _draw_disc(canvas: ImageDraw.ImageDraw, disc: Disc, colour: str | int) -> None:
    x, y = disc.centre.real * PLATE_SCALE, disc.centre.imag * PLATE_SCALE
    canvas.circle((x, y), disc.radius * PLATE_SCALE, colour)
