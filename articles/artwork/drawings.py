"""Names, URLs and delivery of the SVG drawings: plates of pages and portraits of people.

The names are finite: six shapes, six hues, five crops, 512 variants, and the portraits. So an
address may be cached for ever, and invented names cannot make the server draw without end. A site
with a look of its own has the name of the look in its addresses. Looks differ in colours only.
"""

import zlib
from collections.abc import Collection
from functools import lru_cache

from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.artwork.look import DEFAULT_LOOK, Look, find_look
from articles.artwork.palette import DEFAULT_PALETTE, LIGHT, Palette, hue_style
from articles.artwork.plates.shapes import CROPS, SHAPES
from articles.artwork.plates.svg import PLANTS, render_plate_svg
from articles.artwork.portraits import PORTRAITS, render_portrait_svg

# Part of every address. Raise it whenever a drawing changes, since old ones are cached for ever.
VERSION = "1"
VARIANTS = 2 * PLANTS  # each plant, and its mirror image
DEFAULT_SHAPE = "crown"
DEFAULT_HUE = "dusk"
DEFAULT_PORTRAIT = "short"
# What goes with a category's own shape, so that its articles do not all look alike.
RELATED_SHAPES = {
    "crown": ("crown", "frond", "ring"),
    "soma": ("soma", "ring", "synapse"),
    "synapse": ("synapse", "crown", "soma"),
    "frond": ("frond", "stems", "crown"),
    "ring": ("ring", "soma", "crown"),
    "stems": ("stems", "frond", "ring"),
}
# A drawing carries its own style sheet and needs nothing else when it is opened directly.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_VARIANT_NAMES = frozenset(str(variant) for variant in range(VARIANTS))


def plate_name(slug: str, shape: str | None, hue: str | None, crop: str) -> str:
    """Return the name of the plate for a slug: the same slug always gets the same plant.

    A shape or hue that is missing gets the default, so that a half-empty draft can be shown. A
    crop comes from a template and never from an editor, so a wrong one is an error.
    """
    if crop not in CROPS:
        message = f"Unknown crop: {crop}"
        raise ValueError(message)
    shape, hue = shape_and_hue_or_default(shape, hue)
    return f"{shape}-{hue}-{crop}-{variant_for_slug(slug)}"


def variant_for_slug(slug: str) -> int:
    return zlib.crc32(slug.encode()) % VARIANTS


def shape_for_slug(slug: str, category_shape: str) -> str:
    """Return the category's shape or one that goes with it, always the same for a slug."""
    related = RELATED_SHAPES.get(category_shape, (category_shape,))
    return related[zlib.crc32(slug.encode()) // VARIANTS % len(related)]


def shape_and_hue_or_default(shape: str | None, hue: str | None) -> tuple[str, str]:
    """Return the shape and hue, or the default for one that is missing."""
    return _or_default(shape, SHAPES, DEFAULT_SHAPE), _or_default(hue, LIGHT.hues, DEFAULT_HUE)


def portrait_drawing_name(style: str | None, hue: str | None) -> str:
    """Return the name of a portrait, with defaults as for plates."""
    portrait = _or_default(style, PORTRAITS, DEFAULT_PORTRAIT)
    return f"bust-{portrait}-{_or_default(hue, LIGHT.hues, DEFAULT_HUE)}"


def plate_url(
    slug: str, shape: str | None, hue: str | None, crop: str, look: Look = DEFAULT_LOOK
) -> str:
    return drawing_url(plate_name(slug, shape, hue, crop), look)


def portrait_drawing_url(style: str | None, hue: str | None, look: Look = DEFAULT_LOOK) -> str:
    return drawing_url(portrait_drawing_name(style, hue), look)


def drawing_url(name: str, look: Look) -> str:
    version = f"{VERSION}-{look.name}" if look.name else VERSION
    return reverse("articles:plate", kwargs={"version": version, "name": name})


def is_drawing_name(name: str) -> bool:
    match name.split("-"):
        case ["bust", style, hue]:
            return style in PORTRAITS and hue in LIGHT.hues
        case [shape, hue, crop, variant]:
            is_plate = shape in SHAPES and hue in LIGHT.hues and crop in CROPS
            return is_plate and variant in _VARIANT_NAMES
    return False


def draw_svg(name: str) -> str:
    """Return the drawing of this name in default colours. Raise `ValueError` if there is none."""
    if not is_drawing_name(name):
        message = f"Unknown drawing: {name}"
        raise ValueError(message)
    first, *rest = name.split("-")
    if first == "bust":
        return render_portrait_svg(*rest)
    hue, crop, variant = rest
    return render_plate_svg(first, hue, crop, int(variant))


@require_safe
def drawing(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """Serve a drawing as a file that never changes; one of a former look redirects."""
    number, _dash, look_name = version.partition("-")
    look = find_look(request, look_name)
    if number != VERSION or look is None or not is_drawing_name(name):
        message = "There is no such drawing."
        raise Http404(message)
    if look.name != look_name:
        return HttpResponseRedirect(drawing_url(name, look))
    return HttpResponse(
        paint(_cached_svg(name), name, look.palette),
        content_type="image/svg+xml",
        headers={
            "Content-Security-Policy": CONTENT_SECURITY_POLICY,
            "Cache-Control": "public, max-age=31536000, immutable",
        },
    )


@lru_cache(maxsize=256)
def _cached_svg(name: str) -> str:
    """Draw once for all processes: the file cache is shared and outlives them."""
    cache = caches["plates"]
    key = f"{VERSION}:{name}"
    svg = cache.get(key)
    if svg is None:
        svg = draw_svg(name)
        cache.set(key, svg, timeout=None)
    return svg


def paint(svg: str, name: str, palette: Palette) -> str:
    """Return a drawing in the colours of the palette: only its style sheet is another."""
    hue = next(part for part in name.split("-") if part in DEFAULT_PALETTE.light.hues)
    return svg.replace(hue_style(DEFAULT_PALETTE, hue), hue_style(palette, hue), 1)


def _or_default(value: str | None, among: Collection[str], default: str) -> str:
    return value if value is not None and value in among else default
