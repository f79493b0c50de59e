"""Lays a card out as the head of an article is: words left, plate right, all on a heavy rule."""

from io import BytesIO

from articles.artwork.palette import HUES
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.lettering import SANS, SERIF, fit_lines, renderable_text
from articles.artwork.share_image.pen import Pen
from articles.artwork.share_image.specimen import render_plate

SIZE = (1200, 630)
PAPER, INK, LINK, SUN = "#FDFDFB", "#12262D", "#0A5361", "#B87D0C"
MARGIN = 64
PLATE_SIZE = (432, 546)
LEAF_RADIUS = 96
RULE = 4
TAG_SIZE, TAG_HEIGHT, TAG_PADDING = 26, 46, 16
TITLE_WIDTH = SIZE[0] - PLATE_SIZE[0] - MARGIN - 48
TITLE_FOOT = PLATE_SIZE[1] - 60
TITLE_SIZES = (92, 86, 80, 74, 68, 62, 56, 50, 46)
TITLE_LINES = 4
LINE_HEIGHT = 1.04
MEASURING_SIZE = 100
MARK_TOP, MARK_SCALE = 572, 1.25
CLINIC_SIZE, CLINIC_LEFT, CLINIC_FOOT = 34, 112, 602


def draw_card(card: Card) -> bytes:
    """The card as a PNG file of 1200 by 630 pixels."""
    pen = Pen(SIZE, PAPER)
    pen.draw_box((MARGIN, PLATE_SIZE[1], SIZE[0], PLATE_SIZE[1] + RULE), INK)
    _tag(pen, card)
    _title(pen, card.title)
    _clinic(pen, card.clinic)
    plate = render_plate(card.shape, card.hue, card.variant, PLATE_SIZE)
    picture = pen.picture()
    picture.paste(plate, (SIZE[0] - PLATE_SIZE[0], 0), pen.leaf_mask(PLATE_SIZE, LEAF_RADIUS))
    file = BytesIO()
    picture.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _tag(pen: Pen, card: Card) -> None:
    """The category, as the tag above an article's title."""
    if not (name := renderable_text(card.category, SANS)):
        return
    font = pen.typeface(SANS, TAG_SIZE, weight=600)
    measure = pen.measure(font)
    _, (name,) = fit_lines(name, measure, TITLE_WIDTH - 2 * TAG_PADDING, (1,), 1)
    colours = HUES[card.hue][0]
    box = (MARGIN, MARGIN, MARGIN + measure(name) + 2 * TAG_PADDING, MARGIN + TAG_HEIGHT)
    pen.draw_leaf(box, 14, colours.ground)
    foot = MARGIN + TAG_HEIGHT / 2 + TAG_SIZE * 0.34
    pen.draw_words((MARGIN + TAG_PADDING, foot), name, font, colours.ink)


def _title(pen: Pen, title: str) -> None:
    """The title, as large as it fits, its last line always at the same height.

    The sans, which knows more letters, helps out where the serif cannot write it.
    """
    known = ((name, renderable_text(title, name)) for name in (SERIF, SANS))
    name, words = next(((name, words) for name, words in known if words), ("", ""))
    if not words:
        return
    whole = pen.measure(pen.typeface(name, MEASURING_SIZE, weight=420, optical_size=72))
    size, lines = fit_lines(
        words, lambda text: whole(text) / MEASURING_SIZE, TITLE_WIDTH, TITLE_SIZES, TITLE_LINES
    )
    font = pen.typeface(name, size, weight=420, optical_size=72)
    for above, line in enumerate(reversed(lines)):
        pen.draw_words((MARGIN, TITLE_FOOT - above * size * LINE_HEIGHT), line, font, INK)


def _clinic(pen: Pen, clinic: str) -> None:
    """The clinic's mark and name under the rule."""
    pen.draw_mark((MARGIN, MARK_TOP), MARK_SCALE, LINK, SUN)
    if clinic := renderable_text(clinic, SERIF):
        font = pen.typeface(SERIF, CLINIC_SIZE, weight=500, optical_size=24)
        _, (name,) = fit_lines(clinic, pen.measure(font), SIZE[0] - CLINIC_LEFT - MARGIN, (1,), 1)
        pen.draw_words((CLINIC_LEFT, CLINIC_FOOT), name, font, INK)
