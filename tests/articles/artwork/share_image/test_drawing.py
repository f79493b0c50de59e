"""Share images are drawn as designed, and drawn once."""

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import caches
from PIL import Image, ImageChops

from articles.artwork.palette import LIGHT
from articles.artwork.plates.shapes import SHAPES
from articles.artwork.share_image.card import Card
from articles.artwork.share_image.drawing import SIZE, draw_card, get_or_draw

LOOKS = list(zip(SHAPES, LIGHT.hues, strict=True))
PAPER = (253, 253, 251)
PLATE_SIZE = (432, 547)


def card(title: str = "Ketamine and pain", **fields: Any) -> Card:
    values: dict[str, Any] = {"category": "Pain", "clinic": "Haven", "slug": "pain"} | fields
    return Card(title, **values)


def open_image(file: bytes) -> Image.Image:
    return Image.open(BytesIO(file)).convert("RGB")


def crop_title(picture: Image.Image) -> Image.Image:
    """Return the part of the picture that holds the title."""
    return picture.crop((0, 120, SIZE[0] - PLATE_SIZE[0], PLATE_SIZE[1] - 2))


@pytest.mark.parametrize(("shape", "hue"), LOOKS)
def test_every_shape_and_hue_makes_a_small_file_of_the_right_size(shape, hue):
    file = draw_card(card(shape=shape, hue=hue))

    picture = open_image(file)
    assert picture.size == (1200, 630)
    assert len(file) < 200_000
    # The ground of the hue reaches the window's edge, and the leaf corner cuts into it.
    assert picture.getpixel((1198, 3)) == _rgb(LIGHT.hues[hue].ground)
    assert picture.getpixel((SIZE[0] - PLATE_SIZE[0] + 1, PLATE_SIZE[1] - 2)) == PAPER


@pytest.mark.parametrize(
    "title",
    [
        '</script><b>"& What was tried, what was measured and what no one has asked yet ' * 4,
        "Pneumonoultramicroscopicsilicovolcanoconiosis" * 5,
    ],
)
def test_any_title_fits_its_part_of_the_picture(title):
    picture = open_image(draw_card(card(title)))
    empty = open_image(draw_card(card("")))

    changed = ImageChops.difference(picture, empty).getbbox()
    assert changed is not None
    left, top, right, bottom = changed
    assert left >= 50
    assert top > 115
    assert right < SIZE[0] - PLATE_SIZE[0] - 20
    assert bottom < PLATE_SIZE[1]


@pytest.mark.parametrize("title", ["😀", "שלום עולם"])
def test_a_title_that_cannot_be_set_leaves_only_the_drawing(title):
    picture = crop_title(open_image(draw_card(card(title, category=title, clinic=title))))

    assert picture.getcolors() == [(picture.width * picture.height, PAPER)]


def test_the_version_changes_with_all_that_is_shown():
    others = [
        card("Another title"),
        card(category="Mood"),
        card(clinic="Another clinic"),
        card(slug="another"),
        card(shape="soma"),
        card(hue="moss"),
    ]

    assert len({one.version for one in (card(), *others)}) == 7
    assert card().version == card().version


def test_a_share_image_is_made_once():
    caches["share"].clear()
    file = get_or_draw(card())

    caches["share"].set(card().version, b"cached")

    assert file.startswith(b"\x89PNG")
    assert get_or_draw(card()) == b"cached"
    caches["share"].clear()


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
