"""The sizes and formats of a picture for each place that shows one.

Templates and publishing use the same list, so that pages show exactly what was made for them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wagtail.images.models import AbstractImage, AbstractRendition

# Most browsers support AVIF, nearly all others WebP. JPEG is for the few that support neither, so
# one size of it is enough.
SOURCE_FORMATS = ("avif", "webp")
FALLBACK_FORMAT = "jpeg"
MIME_TYPES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True)
class ImageUse:
    """A place for pictures: its widths, its proportions and its `sizes` attribute.

    With a height, the picture is cropped to `widths[0]` : `height` around its focal point.
    """

    widths: tuple[int, ...]
    sizes: str
    height: int = 0

    def widths_for(self, image: AbstractImage) -> tuple[int, ...]:
        """Return the widths up to the first that covers the picture's full size."""
        available = image.width
        if self.height:
            available = min(image.width, image.height * self.widths[0] // self.height)
        enough = next((n for n, width in enumerate(self.widths) if width >= available), None)
        return self.widths if enough is None else self.widths[: enough + 1]

    def spec(self, width: int, format_name: str) -> str:
        """Return the filter spec of one size in one format."""
        size = f"width-{width}"
        if self.height:
            size = f"fill-{width}x{round(width * self.height / self.widths[0])}"
        return f"{size}|format-{format_name}"

    def specs(self, image: AbstractImage, format_name: str) -> list[str]:
        return [self.spec(width, format_name) for width in self.widths_for(image)]

    def fallback_spec(self, image: AbstractImage) -> str:
        """Return the one size for browsers without AVIF and WebP."""
        return self.spec(self.widths_for(image)[-1], FALLBACK_FORMAT)


IMAGE_USES: Mapping[str, ImageUse] = {
    # The lead image beside the title, and above it on a phone.
    "portrait": ImageUse((480, 960), "(min-width: 60rem) 33vw, 100vw", 608),
    # The lead image on cards.
    "landscape": ImageUse((480, 960), "(min-width: 47rem) 45vw, 100vw", 320),
    # The lead image in rows of a list: 9rem wide, 5rem on a phone.
    "square": ImageUse((320,), "9rem", 320),
    "person": ImageUse((300, 600), "(min-width: 47rem) 22rem, 50vw", 400),
    "place": ImageUse((480, 960, 1370), "(min-width: 60rem) 43rem, 100vw", 300),
    # The column of text is 624 pixels wide.
    "figure": ImageUse((480, 800, 1248), "(min-width: 47rem) 39rem, 100vw"),
    # The still that a film shows before it plays.
    "still": ImageUse((1280,), "100vw", 720),
}
# The steps of `focus-x-…` and `focus-y-…` in components.css.
FOCUS_STEPS = 4
LEAD_IMAGE_USES = ("portrait", "landscape", "square")


def all_specs(image: AbstractImage, uses: Iterable[str]) -> list[str]:
    """Return every filter spec that these uses of the picture need."""
    specs: dict[str, None] = {}
    for use in map(IMAGE_USES.__getitem__, uses):
        for format_name in SOURCE_FORMATS:
            specs |= dict.fromkeys(use.specs(image, format_name))
        specs[use.fallback_spec(image)] = None
    return list(specs)


def srcset(renditions: Iterable[AbstractRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def focus_classes(image: AbstractImage) -> str:
    """Return the classes that keep the focal point in view where a box crops further.

    A box of a page has other proportions than the crop on most screens. The policy for public
    pages allows no style of an element's own, so five steps across and down are classes.
    """
    if not image.has_focal_point():
        return ""
    across = image.focal_point_x / image.width
    down = image.focal_point_y / image.height
    return f"focus-x-{_step(across)} focus-y-{_step(down)}"


def _step(share: float) -> int:
    return min(FOCUS_STEPS, max(0, round(share * FOCUS_STEPS)))
