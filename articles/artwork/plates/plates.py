"""Names and addresses of drawings.

The names are finite: six shapes, six hues, five crops, 256 variants, and the busts. So an address
may be cached for ever, and nobody can make the server draw without end by inventing names.
"""

import zlib
from collections.abc import Collection

from django.urls import reverse

from articles.artwork.palette import HUES
from articles.artwork.plates import document, portraits
from articles.artwork.plates.crops import CROPS
from articles.artwork.plates.shapes import SHAPES

# Part of every address. Raise it whenever a drawing changes, since old ones are cached for ever.
VERSION = "1"
VARIANTS = 256
DEFAULT_SHAPE = "crown"
DEFAULT_HUE = "dusk"
DEFAULT_PORTRAIT = "short"

_VARIANT_NAMES = frozenset(str(variant) for variant in range(VARIANTS))


def plate_name(slug: str, shape: str | None, hue: str | None, crop: str) -> str:
    """The name of the drawing for a slug: the same slug always gets the same plant.

    A shape or hue that is missing gets the default, so that a half-empty draft can be shown. A
    crop comes from a template and never from an editor, so a wrong one is an error.
    """
    if crop not in CROPS:
        message = f"Unknown crop: {crop}"
        raise ValueError(message)
    shape, hue = shape_and_hue_or_default(shape, hue)
    return f"{shape}-{hue}-{crop}-{variant_for_slug(slug)}"


def variant_for_slug(slug: str) -> int:
    """Which of the drawings of a shape belongs to a slug."""
    return zlib.crc32(slug.encode()) % VARIANTS


def shape_and_hue_or_default(shape: str | None, hue: str | None) -> tuple[str, str]:
    """The shape and hue, or the default for one that is missing."""
    return _or_default(shape, SHAPES, DEFAULT_SHAPE), _or_default(hue, HUES, DEFAULT_HUE)


def portrait_drawing_name(style: str | None, hue: str | None) -> str:
    """The name of a portrait drawing, with defaults as for plates."""
    portrait = _or_default(style, portraits.PORTRAITS, DEFAULT_PORTRAIT)
    return f"bust-{portrait}-{_or_default(hue, HUES, DEFAULT_HUE)}"


def plate_url(slug: str, shape: str | None, hue: str | None, crop: str) -> str:
    """The address of the drawing for a slug."""
    return _url(plate_name(slug, shape, hue, crop))


def portrait_drawing_url(style: str | None, hue: str | None) -> str:
    """The address of a portrait drawing."""
    return _url(portrait_drawing_name(style, hue))


def is_drawing_name(name: str) -> bool:
    """Whether there is a drawing of this name."""
    match name.split("-"):
        case ["bust", style, hue]:
            return style in portraits.PORTRAITS and hue in HUES
        case [shape, hue, crop, variant]:
            return shape in SHAPES and hue in HUES and crop in CROPS and variant in _VARIANT_NAMES
    return False


def draw_svg(name: str) -> str:
    """The drawing of this name, which must be one that exists."""
    if not is_drawing_name(name):
        message = f"Unknown drawing: {name}"
        raise ValueError(message)
    first, *rest = name.split("-")
    if first == "bust":
        return portraits.render_portrait_svg(*rest)
    hue, crop, variant = rest
    return document.render_plate_svg(first, hue, crop, int(variant))


def _or_default(value: str | None, among: Collection[str], default: str) -> str:
    return value if value is not None and value in among else default


def _url(name: str) -> str:
    return reverse("articles:plate", kwargs={"version": VERSION, "name": name})
