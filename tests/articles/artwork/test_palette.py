"""Colours are written in palette.css alone; everything else takes them from there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from PIL import Image

from articles.artwork.choices import Hue
from articles.artwork.palette import DARK, LIGHT, read_schemes

STATIC = settings.BASE_DIR / "site" / "static"
PALETTE = STATIC / "css" / "palette.css"
ICONS = STATIC / "icons"
COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}){1,2}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(", re.IGNORECASE
)
# The admin has Wagtail's colours.
SOURCES = [
    *(file for file in (STATIC / "css").glob("*.css") if file != PALETTE),
    *(STATIC / "js").glob("*.js"),
    *(settings.BASE_DIR / "templates").rglob("*.html"),
    *(
        file
        for folder in ("articles", "home", "site/config")
        for file in (settings.BASE_DIR / folder).rglob("*.py")
        if "migrations" not in file.parts
    ),
]


def colours_in(file: Path) -> list[str]:
    # "&#233;" is a letter, not a colour.
    return COLOUR.findall(re.sub(r"&#\w+;", "", file.read_text()))


def test_no_other_file_has_colour_values():
    assert len(SOURCES) > 300
    assert {str(file): found for file in SOURCES if (found := colours_in(file))} == {}


def test_every_colour_is_used_and_every_property_defined():
    css = "".join(file.read_text() for file in (STATIC / "css").glob("*.css"))
    defined = set(re.findall(r"--([\w-]+):", css))
    used = set(re.findall(r"var\(--([\w-]+)", css))

    by_looks = {"corner-s", "corner-m", "corner-l", "corner-bleed"}
    assert used - defined == {"x", "y"} | by_looks  # the first two are set by citations.js
    assert set(LIGHT.colours) - used == set()


def test_the_dark_scheme_inherits_what_it_does_not_change():
    light, dark = read_schemes(
        ":root { --ink: #000; --mark: #fc0; } .hue-a { --hue-ground: #111; --hue-ink: #222;"
        " --hue-sun: #333; } @media (prefers-color-scheme: dark) { :root { --ink: #fff; }"
        " .hue-a { --hue-ground: #444; } }"
    )

    assert light.colours == {"ink": "#000", "mark": "#fc0"}
    assert dark.colours == {"ink": "#fff", "mark": "#fc0"}
    assert (light.hues["a"].ground, light.hues["a"].bud) == ("#111", "#222")
    assert (dark.hues["a"].ground, dark.hues["a"].sun) == ("#444", "#333")


def test_editors_choose_among_the_hues_of_the_palette():
    assert set(Hue.values) == set(LIGHT.hues) == set(DARK.hues)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_colour_is_the_colour_of_the_page(scheme, colours):
    template = Template(f'{{% load articles_tags %}}{{% theme_colour "{scheme}" %}}')

    assert template.render(Context()) == colours.colours["paper"]


def test_the_icon_has_the_colours_of_petrol():
    petrol = LIGHT.hues["petrol"]
    with Image.open(ICONS / "apple-touch-icon.png") as icon:
        pixels = icon.convert("RGB").tobytes()
    counts = Counter(pixels[start : start + 3].hex() for start in range(0, len(pixels), 3))
    shown = {f"#{colour}" for colour, _ in counts.most_common(3)}

    assert shown == {petrol.ground, petrol.ink, petrol.sun}
    assert petrol.ground == LIGHT.colours["deep"]
    assert petrol.sun == LIGHT.colours["mark"]
