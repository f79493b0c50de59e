"""Uploaded logos become small, safe files, or are refused in words."""

import base64
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from home.brand.assets import MAX_LOGO_WIDTH, display_size
from home.brand.logo.preparation import (
    LOGO_BOUNDS,
    MARK_BOUNDS,
    PreparedLogo,
    prepare_logo,
)
from tests.home.brand.logo.generated import COLOURS, drawing, file_of, logos, picture

MAX_STORED_BYTES = 256 * 1024


def decoded(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("part", range(10))
def test_every_logo_is_prepared_or_refused_in_words(part: int):
    accepted = 0
    for name, content in logos()[part::10]:
        try:
            prepared = prepare_logo(content)
        except ValidationError as error:
            (message,) = error.messages
            assert message[0].isupper(), name
            assert message.endswith("."), name
        else:
            accepted += 1
            check(name, prepared)
    assert accepted >= 5


def check(name: str, prepared: PreparedLogo) -> None:
    """It has a place in the header, and stays the same if it is uploaded again."""
    width, height = display_size(prepared.measures.ratio)
    assert 0 < width <= MAX_LOGO_WIDTH, name
    assert 15 < height <= 52, name
    assert len(prepared.content) < MAX_STORED_BYTES, name
    assert prepared.measures.colours, name
    assert prepare_logo(prepared.content).content == prepared.content, name


def test_a_picture_is_made_smaller():
    large = file_of(picture(COLOURS[4:6], (4000, 1000), "RGBA", None), "PNG")

    prepared = prepare_logo(large)

    size = decoded(prepared.content).size
    assert size[0] <= LOGO_BOUNDS.size[0]
    assert size[1] <= LOGO_BOUNDS.size[1]
    assert prepared.extension == "webp"


def test_a_transparent_picture_stays_transparent():
    prepared = prepare_logo(file_of(picture(COLOURS[4:5], (400, 100), "RGBA", None), "PNG"))

    assert decoded(prepared.content).convert("RGBA").getpixel((0, 0))[3] == 0


def test_private_data_of_a_picture_is_left_out():
    exif = Image.Exif()
    exif[0x010E] = "at Jane's"
    for format_ in ("JPEG", "WEBP", "PNG"):
        source = picture(COLOURS[4:6], (400, 100), "RGB", "#fff")
        content = file_of(source, format_, exif=exif.tobytes())
        assert b"Jane" in content

        assert b"Jane" not in prepare_logo(content).content


def test_a_picture_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    content = file_of(picture(COLOURS[4:6], (400, 100), "RGB", "#fff"), "JPEG", exif=exif.tobytes())

    measures = prepare_logo(content).measures

    assert measures.ratio < 1


@pytest.mark.parametrize("ground", [None, "#fff", "#123"])
def test_an_empty_margin_is_cut_off(ground: str | None):
    sheet = Image.new("RGBA", (1000, 1000), ground or (0, 0, 0, 0))
    sheet.paste(picture(COLOURS[4:6], (400, 100), "RGBA", ground), (300, 450))

    ratio = prepare_logo(file_of(sheet, "PNG")).measures.ratio

    assert 1.5 < ratio < 4.5


def test_the_margin_of_a_drawing_is_cut_off():
    in_a_sheet = drawing(("#0a5361",), (100, 40)).replace(b"0 0 100 40", b"-400 -400 900 900")

    assert 1 < prepare_logo(in_a_sheet).measures.ratio < 3


def test_print_colours_become_those_of_screens():
    red = Image.new("RGB", (400, 100), "#fff")
    red.paste((200, 30, 30), (50, 20, 350, 80))

    prepared = prepare_logo(file_of(red.convert("CMYK"), "JPEG"))

    (largest, _share) = prepared.measures.colours[0]
    assert largest[1:3] > "b0"
    assert largest[3:5] < "50"


@pytest.mark.parametrize(
    ("size", "code"), [((4000, 40), "too_small"), ((4000, 200), "shape"), ((100, 900), "shape")]
)
def test_a_logo_that_could_not_be_read_is_refused(size: tuple[int, int], code: str):
    content = file_of(Image.new("RGB", size, "#e2725b"), "PNG")
    with_two = decoded(content)
    with_two.paste((0, 0, 0), (0, 0, size[0], size[1] // 2))

    with pytest.raises(ValidationError) as refusal:
        prepare_logo(file_of(with_two, "PNG"))

    assert refusal.value.code == code


def test_a_mark_is_about_square():
    wide = drawing(("#0a5361", "#000"), (300, 100))

    prepare_logo(wide)
    with pytest.raises(ValidationError):
        prepare_logo(wide, MARK_BOUNDS)


def test_a_drawing_that_needs_too_much_memory_is_refused():
    long = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000">'
        b'<rect width="1" height="99999"/></svg>'
    )

    with pytest.raises(ValidationError):
        prepare_logo(long)


def test_a_file_behind_a_picture_is_left_out():
    content = file_of(picture(COLOURS[4:6], (400, 100), "RGBA", None), "WEBP", lossless=True)

    prepared = prepare_logo(content + b"<script>alert(1)</script>")

    assert b"script" not in prepared.content


def test_a_photograph_in_a_drawing_stays_if_it_is_small():
    inner = base64.b64encode(file_of(picture(COLOURS[4:6], (90, 30), "RGBA", None), "PNG")).decode()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
        f'<image width="90" height="30" href="data:image/png;base64,{inner}"/></svg>'
    )

    assert b"data:image/png" in prepare_logo(svg.encode()).content
