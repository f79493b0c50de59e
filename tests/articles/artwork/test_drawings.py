"""Drawings are served under a finite set of addresses; all others are not found."""

import pytest
from django.core.cache import caches
from django.http import Http404
from django.test import RequestFactory

from articles.artwork.choices import Hue, Portrait, Shape
from articles.artwork.drawings import (
    RELATED_SHAPES,
    VERSION,
    draw_svg,
    drawing,
    is_drawing_name,
    plate_name,
    plate_url,
    portrait_drawing_name,
    portrait_drawing_url,
    shape_for_slug,
)
from articles.artwork.palette import DARK, LIGHT
from articles.artwork.plates.shapes import SHAPES
from articles.artwork.portraits import PORTRAITS

NOT_NAMES = [
    "",
    "-",
    "---",
    "crown",
    "crown-clay-portrait",
    "crown-clay-portrait-",
    "crown-clay-portrait-512",
    "crown-clay-portrait--1",
    "crown-clay-portrait-01",
    "crown-clay-portrait-+1",
    "crown-clay-portrait-1_0",
    "crown-clay-portrait-1-1",
    "crown-clay-portrait-\u0661",
    "crown-clay-portrait-1\n",
    "Crown-clay-portrait-1",
    "crown-pink-portrait-1",
    "crown-clay-poster-1",
    "oak-clay-portrait-1",
    "bust-clay",
    "bust-short-pink",
    "bust-bald-clay",
    "bust-short-clay-1",
    "../../etc/passwd",
    "\x00",
    "9" * 5000,
]


@pytest.fixture
def get():
    def get(name, version=VERSION):
        return drawing(RequestFactory().get("/"), version, name)

    return get


@pytest.mark.parametrize("name", NOT_NAMES)
def test_other_names_are_not_found(get, name):
    assert not is_drawing_name(name)
    with pytest.raises(Http404):
        get(name)
    with pytest.raises(ValueError, match="Unknown drawing"):
        draw_svg(name)


@pytest.mark.parametrize("version", ["0", "2", "", "v1", "latest"])
def test_other_versions_are_not_found(get, version):
    with pytest.raises(Http404):
        get("crown-clay-portrait-1", version)


def test_response_is_public_and_immutable(get):
    response = get("crown-clay-portrait-1")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert set(response["Cache-Control"].split(", ")) == {
        "public",
        "max-age=31536000",
        "immutable",
    }
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert "Vary" not in response
    assert not response.cookies
    assert response.content.decode() == draw_svg("crown-clay-portrait-1")


def test_drawing_is_cached_for_other_processes(get):
    get("ring-straw-square-33")
    assert caches["plates"].get(f"{VERSION}:ring-straw-square-33") == draw_svg(
        "ring-straw-square-33"
    )


def test_only_reading_is_allowed():
    assert drawing(RequestFactory().post("/"), VERSION, "crown-clay-portrait-1").status_code == 405


def test_same_slug_same_drawing():
    name = plate_name("ketamine-and-fibromyalgia", "crown", "clay", "portrait")
    assert name == "crown-clay-portrait-166"
    assert is_drawing_name(name)


def test_articles_of_a_category_vary_and_keep_their_shape():
    slugs = [f"article-{number}" for number in range(30)]

    for category_shape in SHAPES:
        shapes = [shape_for_slug(slug, category_shape) for slug in slugs]
        assert shapes == [shape_for_slug(slug, category_shape) for slug in slugs]
        assert set(shapes) == set(RELATED_SHAPES[category_shape]) <= set(SHAPES)


@pytest.mark.parametrize("slug", ["", "a", "\u00fcber", "x" * 255])
def test_any_slug_has_a_drawing(slug):
    assert is_drawing_name(plate_name(slug, "soma", "heather", "square"))


@pytest.mark.parametrize("missing", ["", None, "nonsense"])
def test_half_empty_drafts_get_the_defaults(missing):
    assert is_drawing_name(plate_name("a", missing, missing, "band"))
    assert is_drawing_name(portrait_drawing_name(missing, missing))


def test_unknown_crop_raises_an_error():
    with pytest.raises(ValueError, match="Unknown crop"):
        plate_name("a", "crown", "clay", "poster")


def test_addresses():
    assert plate_url("", "ring", "petrol", "landscape").endswith(
        f"/plates/{VERSION}/ring-petrol-landscape-0.svg"
    )
    assert portrait_drawing_url("bun", "dusk").endswith(f"/plates/{VERSION}/bust-bun-dusk.svg")


def test_every_choice_of_the_editor_can_be_drawn():
    assert set(Shape.values) == set(SHAPES)
    assert set(Hue.values) == set(LIGHT.hues) == set(DARK.hues)
    assert set(Portrait.values) == set(PORTRAITS)
