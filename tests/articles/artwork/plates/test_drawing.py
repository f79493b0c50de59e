"""Every drawing is small, valid, unchanged for ever, and legible in both schemes."""

import hashlib
import re
from xml.etree import ElementTree as ET

import pytest

from articles.artwork.drawings import VERSION, draw_svg
from articles.artwork.palette import DARK, LIGHT
from articles.artwork.plates.shapes import CROPS, SHAPES
from articles.artwork.plates.svg import PLANTS, grow_plate
from articles.artwork.portraits import PORTRAITS

MAX_SVG_BYTES = 9_000
SVG = "{http://www.w3.org/2000/svg}"

FAMILIES = [(shape, crop) for shape in SHAPES for crop in CROPS]

# If one of these changes, so has a drawing that readers hold in their caches under the same
# address. Raise `VERSION` in articles/artwork/drawings.py, then write the new hashes here.
GOLDEN_VERSION = "1"
GOLDEN = {
    "crown-clay-portrait-166": "54248c21009bdd70",
    "soma-heather-landscape-3": "9f4451de23b7efc2",
    "synapse-dusk-span-41": "8960adbe0f2ed5d3",
    "frond-moss-square-200": "1fd4d4e578d01d3b",
    "ring-petrol-portrait-77": "067b92db017eff79",
    "stems-straw-band-12": "00d02a644a657323",
    "synapse-petrol-band-8": "95305b945a9824d9",
    "bust-cover-moss": "af7a82023b6db9be",
}


def find(root: ET.Element, path: str) -> ET.Element:
    """Return the first element on this path, which must exist."""
    element = root.find(path)
    assert element is not None
    return element


def assert_valid_svg(svg):
    """Check for a small, well-formed document that loads nothing and runs nothing."""
    root = ET.fromstring(svg)  # noqa: S314  our own text
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert len(svg.encode()) <= MAX_SVG_BYTES
    links = re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', svg)
    assert all((href or url).startswith("#") for href, url in links)
    assert not re.search(r"<(script|image|foreignObject|a|animate|text)\b| on\w+=|@import", svg)


@pytest.mark.parametrize(("shape", "crop"), FAMILIES)
def test_every_plate_is_a_small_sound_document(shape, crop):
    for variant in (0, 255, 511):
        for hue in LIGHT.hues:
            assert_valid_svg(draw_svg(f"{shape}-{hue}-{crop}-{variant}"))


@pytest.mark.parametrize("style", PORTRAITS)
def test_every_bust_is_a_small_sound_document(style):
    for hue in LIGHT.hues:
        assert_valid_svg(draw_svg(f"bust-{style}-{hue}"))


@pytest.mark.parametrize("hue", LIGHT.hues)
@pytest.mark.parametrize("name", ["crown-{}-portrait-1", "bust-bun-{}"])
def test_carries_the_colours_of_both_schemes(name, hue):
    before, _, after = draw_svg(name.format(hue)).partition("@media(prefers-color-scheme:dark)")
    light, dark = LIGHT.hues[hue], DARK.hues[hue]
    assert light.ground.upper() in before
    assert light.ink.upper() in before
    assert dark.ground.upper() in after
    assert dark.sun.upper() in after


@pytest.mark.parametrize(("shape", "crop"), FAMILIES)
def test_branches_turn_dark_where_they_cross_the_marigold_sun(shape, crop):
    name = f"{shape}-petrol-{crop}-0"
    root = ET.fromstring(draw_svg(name))  # noqa: S314
    sun = find(root, f"{SVG}circle[@class='s']")
    disc = find(root, f".//{SVG}clipPath[@id='c']/{SVG}circle")
    assert {key: sun.get(key) for key in ("cx", "cy", "r")} == disc.attrib
    night = find(root, f".//{SVG}g[@class='n']")
    assert night.get("clip-path") == "url(#c)"
    assert [use.get("href") for use in night] == ["#t", "#d"]
    assert ".n{stroke:#0C3640}" in draw_svg(name)


def test_only_petrol_has_a_dark_scheme():
    assert "clip-path" not in draw_svg("crown-clay-portrait-1")


@pytest.mark.parametrize("shape", SHAPES)
def test_variants_differ(shape):
    drawings = {draw_svg(f"{shape}-moss-portrait-{variant}") for variant in range(4)}
    assert len(drawings) == 4


@pytest.mark.parametrize("shape", SHAPES)
def test_the_upper_half_of_the_variants_is_mirrored(shape):
    plain, mirrored = grow_plate(shape, "portrait", 3), grow_plate(shape, "portrait", 3 + PLANTS)

    width = CROPS["portrait"].width
    assert [bud.place.real for bud in mirrored.buds] == [width - b.place.real for b in plain.buds]
    assert [bud.place.imag for bud in mirrored.buds] == [bud.place.imag for bud in plain.buds]


@pytest.mark.parametrize("crop", ["band", "span"])
def test_bands_are_not_mirrored(crop):
    assert draw_svg(f"crown-clay-{crop}-3") == draw_svg(f"crown-clay-{crop}-{3 + PLANTS}")


@pytest.mark.parametrize("shape", ["crown", "soma"])
def test_the_sun_of_a_mirrored_plate_is_elsewhere(shape):
    plain, mirrored = grow_plate(shape, "portrait", 3), grow_plate(shape, "portrait", 3 + PLANTS)

    assert mirrored.sun.radius < plain.sun.radius
    assert abs(mirrored.sun.centre - plain.sun.centre) > plain.sun.radius / 2


@pytest.mark.parametrize("name", GOLDEN)
def test_never_changes_under_the_same_address(name):
    assert VERSION == GOLDEN_VERSION
    assert hashlib.sha256(draw_svg(name).encode()).hexdigest()[:16] == GOLDEN[name]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("variant", [3, 50, 254])
def test_words_on_a_band_stay_clear_of_the_drawing(shape, variant):
    root = ET.fromstring(draw_svg(f"{shape}-clay-band-{variant}"))  # noqa: S314
    starts = [
        int(x)
        for path in root.iter(f"{SVG}path")
        if path.get("stroke-width")
        for x in re.findall(r"M(-?\d+)", path.get("d", ""))
    ]
    assert min(starts) > CROPS["band"].width / 2
