"""Lays a card out as the head of an article is: words left, plate right, all on a heavy rule."""

from io import BytesIO

from articles.artwork.palette import HUES
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.lettering import SANS, SERIF, fit, writable
from articles.artwork.share_image.pen import Pen
from articles.artwork.share_image.specimen import specimen

SIZE = (1200, 630)
PAPER, INK, LINK, SUN = "#FDFDFB", "#12262D", "#0A5361", "#B87D0C"
MARGIN = 64
PLATE = (432, 546)
LEAF = 96
RULE = 4
TAG_SIZE, TAG_HEIGHT, TAG_PADDING = 26, 46, 16
TITLE_WIDTH = SIZE[0] - PLATE[0] - MARGIN - 48
TITLE_FOOT = PLATE[1] - 60
TITLE_SIZES = (92, 86, 80, 74, 68, 62, 56, 50, 46)
TITLE_LINES = 4
LEADING = 1.04
MEASURED_AT = 100
MARK_TOP, MARK_SCALE = 572, 1.25
CLINIC_SIZE, CLINIC_LEFT, CLINIC_FOOT = 34, 112, 602


def draw(card: Card) -> bytes:
    """The card as a PNG file of 1200 by 630 pixels."""
    pen = Pen(SIZE, PAPER)
    pen.box((MARGIN, PLATE[1], SIZE[0], PLATE[1] + RULE), INK)
    _tag(pen, card)
    _title(pen, card.title)
    _clinic(pen, card.clinic)
    plate = specimen(card.shape, card.hue, card.variant, PLATE)
    picture = pen.picture()
    picture.paste(plate, (SIZE[0] - PLATE[0], 0), pen.leaf_mask(PLATE, LEAF))
    file = BytesIO()
    picture.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _tag(pen: Pen, card: Card) -> None:
    """The category, as the tag above an article's title."""
    if not (name := writable(card.category, SANS)):
        return
    font = pen.typeface(SANS, TAG_SIZE, weight=600)
    measure = pen.measure(font)
    _, (name,) = fit(name, measure, TITLE_WIDTH - 2 * TAG_PADDING, (1,), 1)
    colours = HUES[card.hue][0]
    box = (MARGIN, MARGIN, MARGIN + measure(name) + 2 * TAG_PADDING, MARGIN + TAG_HEIGHT)
    pen.leaf(box, 14, colours.ground)
    foot = MARGIN + TAG_HEIGHT / 2 + TAG_SIZE * 0.34
    pen.words((MARGIN + TAG_PADDING, foot), name, font, colours.ink)


def _title(pen: Pen, title: str) -> None:
    """The title, as large as it fits, its last line always at the same height.

    The sans, which knows more letters, helps out where the serif cannot write it.
    """
    known = ((name, writable(title, name)) for name in (SERIF, SANS))
    name, words = next(((name, words) for name, words in known if words), ("", ""))
    if not words:
        return
    whole = pen.measure(pen.typeface(name, MEASURED_AT, weight=420, optical_size=72))
    size, lines = fit(
        words, lambda text: whole(text) / MEASURED_AT, TITLE_WIDTH, TITLE_SIZES, TITLE_LINES
    )
    font = pen.typeface(name, size, weight=420, optical_size=72)
    for above, line in enumerate(reversed(lines)):
        pen.words((MARGIN, TITLE_FOOT - above * size * LEADING), line, font, INK)


def _clinic(pen: Pen, clinic: str) -> None:
    """The clinic's mark and name under the rule."""
    pen.mark((MARGIN, MARK_TOP), MARK_SCALE, LINK, SUN)
    if clinic := writable(clinic, SERIF):
        font = pen.typeface(SERIF, CLINIC_SIZE, weight=500, optical_size=24)
        _, (name,) = fit(clinic, pen.measure(font), SIZE[0] - CLINIC_LEFT - MARGIN, (1,), 1)
        pen.words((CLINIC_LEFT, CLINIC_FOOT), name, font, INK)
