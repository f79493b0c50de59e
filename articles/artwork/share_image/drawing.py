"""Drawing of share images: the title beside the page's plate, above the clinic's name.

The layout is that of an article's head. Each image is drawn once and cached on disk.
"""

import threading
from io import BytesIO

from django.contrib.staticfiles import finders
from django.core.cache import caches
from PIL import Image, ImageDraw

from articles.artwork.palette import LIGHT
from articles.artwork.plates.shapes import CROPS, Disc
from articles.artwork.plates.svg import CELL_HEART, Plate, grow_plate
from articles.artwork.share_image.card import INK, PAPER, Card
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

SERIF = "fonts/newsreader.woff2"
SANS = ("fonts/atkinson-hyperlegible-next.woff2", "fonts/atkinson-hyperlegible-next-extended.woff2")
# The sans has the letters that the serif lacks.
TITLE_FACES = Typeface((SERIF,), (420, 72)), Typeface(SANS, (420,))
CLINIC_FACES = Typeface((SERIF,), (500, 24)), Typeface(SANS, (500,))
TAG_FACES = (Typeface(SANS, (600,)),)

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
    picture = Image.new("RGB", (SIZE[0] * U, SIZE[1] * U), PAPER)
    canvas = ImageDraw.Draw(picture)
    foot = PLATE_SIZE[1]
    canvas.rectangle((MARGIN, foot, SIZE[0] * U, foot + 4 * U - 1), INK)
    plate = _draw_plate(card.shape, card.hue, card.variant)
    picture.paste(plate, (PLATE_LEFT, 0), _leaf_mask(plate, 96 * U))
    with Image.open(finders.find("icons/apple-touch-icon.png") or "") as image:
        icon = image.convert("RGB").resize((44 * U, 44 * U))
    picture.paste(icon, (MARGIN, 567 * U), _leaf_mask(icon, 12 * U))

    if tag := lay_out(card.category, TAG_FACES, TITLE_WIDTH - 32 * U, (26 * U, 26 * U)):
        (name,) = tag.lines
        hue = LIGHT.hues[card.hue]
        right = MARGIN + tag.face.width(name, tag.size) + 32 * U
        box = (MARGIN, MARGIN, right, MARGIN + 46 * U)
        canvas.rounded_rectangle(box, 14 * U, hue.ground, corners=(False, False, False, True))
        tag.face.draw(canvas, MARGIN + 16 * U, MARGIN + 32 * U, name, tag.size, hue.ink)
    if title := lay_out(card.title, TITLE_FACES, TITLE_WIDTH, (46 * U, 92 * U), max_lines=4):
        for above, line in enumerate(reversed(title.lines)):
            y = foot - 60 * U - above * title.size * 1.04
            title.face.draw(canvas, MARGIN, y, line, title.size, INK)
    if clinic := lay_out(card.clinic, CLINIC_FACES, 1012 * U, (34 * U, 34 * U)):
        (name,) = clinic.lines
        clinic.face.draw(canvas, MARGIN + 60 * U, 600 * U, name, clinic.size, INK)

    file = BytesIO()
    picture.reduce(U).save(file, "PNG")
    return file.getvalue()


def _leaf_mask(picture: Image.Image, radius: int) -> Image.Image:
    """Return a mask that cuts off the lower left corner, the only round corner of the design."""
    mask = Image.new("L", picture.size)
    width, height = picture.size
    box = (0, 0, width - 1, height - 1)
    corners = (False, False, False, True)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius, fill=255, corners=corners)
    return mask


def _draw_plate(shape: str, hue: str, variant: int) -> Image.Image:
    """Draw the plate in the colours of the light scheme."""
    plate, colours = grow_plate(shape, "portrait", variant), LIGHT.hues[hue]
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
