"""Drawings from outside: what is refused, what is cleaned, and what stays as it was drawn."""

import contextlib
import time

import pytest
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

from home.brand.svg.sanitiser import sanitise_svg
from tests.home.brand.svg.attacks import CLEANED, FORBIDDEN, RECT, REFUSED, svg


def clean(text: str) -> str:
    return sanitise_svg(text.encode()).svg.decode()


@pytest.mark.parametrize("name", REFUSED)
def test_a_harmful_drawing_is_refused_in_words(name: str):
    with pytest.raises(ValidationError) as refusal:
        sanitise_svg(REFUSED[name].encode())

    (message,) = refusal.value.messages
    assert len(message) > 30
    assert message.endswith((".", "“html”.", "”."))


@pytest.mark.parametrize("name", CLEANED)
def test_a_drawing_is_cleaned_of_what_could_do_harm(name: str):
    encoding = "utf-16" if name == "utf-16" else "utf-8"

    cleaned = sanitise_svg(CLEANED[name].encode(encoding)).svg.decode()

    tags = [element.tag.partition("}")[2] for element in fromstring(cleaned).iter()]
    assert "rect" in tags
    text = cleaned.replace('xmlns="http://www.w3.org/2000/svg"', "", 1).lower()
    assert [word for word in FORBIDDEN if word in text] == []


@pytest.mark.parametrize("name", CLEANED)
def test_cleaning_twice_changes_nothing(name: str):
    encoding = "utf-16" if name == "utf-16" else "utf-8"
    once = sanitise_svg(CLEANED[name].encode(encoding)).svg

    assert sanitise_svg(once).svg == once


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("script", "a script"),
        ("event of a shape", "a script"),
        ("link", "links"),
        ("animated event", "animations"),
        ("filter with a picture", "effects such as shadows and blur"),
        ("foreign object", "parts of a web page"),
        ("picture elsewhere", "a picture that is not in the file"),
        ("import", "style rules that logos do not need"),
        ("use of another file", "references to other files"),
    ],
)
def test_people_are_told_what_was_left_out(name: str, told: str):
    assert told in sanitise_svg(CLEANED[name].encode()).dropped_parts


def test_what_every_program_writes_is_left_out_in_silence():
    drawing = sanitise_svg(
        svg(
            "<title>Logo</title><metadata><x/></metadata>"
            '<i:grid xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>'
            f'<switch><foreignObject requiredExtensions="http://ns.adobe.com/"/>{RECT}</switch>'
        ).encode()
    )

    assert drawing.dropped_parts == []
    assert "<rect" in drawing.svg.decode()


@pytest.mark.parametrize(
    "kept",
    [
        '<path d="M1 2h3.5l-2e1,4z" fill="#0a5361" fill-rule="evenodd"/>',
        '<rect width="5" height="5" style="fill:#f00;stroke:rgb(1,2,3);stroke-width:2px"/>',
        '<circle cx="1" cy="2" r="3" fill="hsl(20deg 30% 40% / .5)" opacity=".5"/>',
        '<g transform="translate(1 2) scale(.5)"><polygon points="1,2 3,4 5,6"/></g>',
        '<rect width="5" height="5" fill="url(#a)"/>',
        '<rect width="5" height="5" clip-path="url(#a)" mask="url(#b)"/>',
        '<use href="#a" x="3"/>',
        "<style>.a{fill:#f00}#b,g&gt;path{stroke:none}</style>",
    ],
)
def test_what_logos_are_made_of_stays(kept: str):
    assert kept in clean(svg(kept))


def test_xlink_references_become_plain_ones():
    assert '<use href="#a"/>' in clean(svg('<use xlink:href="#a"/>'))


def test_gradients_keep_their_stops():
    gradient = (
        '<linearGradient id="a" x1="0" x2="1" gradientUnits="objectBoundingBox">'
        '<stop offset="0%" stop-color="#fff"/><stop offset="1" style="stop-color:red"/>'
        "</linearGradient>"
    )

    assert gradient in clean(svg(gradient))


@pytest.mark.parametrize(
    ("attributes", "box"),
    [
        ('viewBox="0 0 10 20"', "0 0 10 20"),
        ('viewBox="-5,-5,10,20" width="1" height="1"', "-5 -5 10 20"),
        ('width="10mm" height="96px"', "0 0 37.7953 96"),
        ('viewBox="nonsense" width="10" height="20"', "0 0 10 20"),
    ],
)
def test_a_drawing_has_its_size(attributes: str, box: str):
    drawing = sanitise_svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{RECT}</svg>'.encode()
    )

    assert f'viewBox="{box}"' in drawing.svg.decode()


def test_a_drawing_without_its_namespace_gets_it():
    assert clean(f'<svg viewBox="0 0 9 9">{RECT}</svg>').startswith(
        '<svg xmlns="http://www.w3.org/2000/svg"'
    )


def test_a_picture_in_a_drawing_is_encoded_again():
    pixel = (
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
        "kJggg=="
    )
    hidden = svg(f'<image width="9" height="9" href="data:image/png;base64,{pixel}"/>')

    assert 'href="data:image/png;base64,' in clean(hidden)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"<", b"<svg", "<svg é".encode("latin-1"), b"\xff\xfe<", bytes(range(256))],
)
def test_nonsense_is_refused(content: bytes):
    with pytest.raises(ValidationError):
        sanitise_svg(content)


@pytest.mark.parametrize(
    "body",
    [
        f'<rect transform="scale(1){" " * 200_000}x" width="9" height="9"/>',
        f'<rect fill="red{" " * 200_000}x" width="9" height="9"/>',
        f"<style>{'a' * 200_000}</style>{RECT}",
        f'<linearGradient id="a"/><style>{"a{fill:url(#a)}" * 8_000}</style>{RECT * 3_000}',
    ],
)
def test_long_values_take_no_longer_than_they_are(body: str):
    begin = time.process_time()

    with contextlib.suppress(ValidationError):
        clean(svg(body))

    # With the square of their length, it would be minutes.
    assert time.process_time() - begin < 10
