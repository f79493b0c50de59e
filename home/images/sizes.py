"""In which sizes and formats a picture is made for each place that shows one.

Templates and publishing ask the same list, so that what a page shows is what was made for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wagtail.images.models import AbstractImage, AbstractRendition

# Most browsers take AVIF, nearly all others WebP. JPEG is for the few that know neither, so one
# size of it is enough.
SOURCE_FORMATS = ("avif", "webp")
FALLBACK_FORMAT = "jpeg"
MIME_TYPES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass(frozen=True)
class ImageUse:
    """A place for pictures: the widths it needs, its proportions and how wide it is on a screen.

    With a height the picture is cut to `widths[0]` : `height` around its focal point.
    """

    widths: tuple[int, ...]
    sizes: str
    height: int = 0

    def widths_for(self, image: AbstractImage) -> tuple[int, ...]:
        """Widths up to the first that shows all the picture has: none is ever enlarged."""
        available = image.width
        if self.height:
            available = min(image.width, image.height * self.widths[0] // self.height)
        enough = next((n for n, width in enumerate(self.widths) if width >= available), None)
        return self.widths if enough is None else self.widths[: enough + 1]

    def spec(self, width: int, format_name: str) -> str:
        """The name Wagtail gives one size in one format."""
        size = f"width-{width}"
        if self.height:
            size = f"fill-{width}x{round(width * self.height / self.widths[0])}"
        return f"{size}|format-{format_name}"

    def specs(self, image: AbstractImage, format_name: str) -> list[str]:
        return [self.spec(width, format_name) for width in self.widths_for(image)]

    def fallback_spec(self, image: AbstractImage) -> str:
        """The one size for browsers that know neither of the smaller formats."""
        return self.spec(self.widths_for(image)[-1], FALLBACK_FORMAT)


IMAGE_USES: Mapping[str, ImageUse] = {
    # The lead image beside the title, and above it on a phone.
    "portrait": ImageUse((480, 960), "(min-width: 60rem) 33vw, 100vw", 608),
    # The lead image on cards.
    "landscape": ImageUse((480, 960), "(min-width: 47rem) 45vw, 100vw", 320),
    # The lead image in rows of a list: 9rem wide, 5rem on a phone.
    "square": ImageUse((320,), "9rem", 320),
    "person": ImageUse((300, 600), "(min-width: 47rem) 22rem, 50vw", 400),
    # The column of text is 624 pixels wide.
    "figure": ImageUse((480, 800, 1248), "(min-width: 47rem) 39rem, 100vw"),
}
LEAD_IMAGE_USES = ("portrait", "landscape", "square")


def all_specs(image: AbstractImage, uses: Iterable[str]) -> list[str]:
    """Every size of the picture these places need."""
    specs: dict[str, None] = {}
    for use in map(IMAGE_USES.__getitem__, uses):
        for format_name in SOURCE_FORMATS:
            specs |= dict.fromkeys(use.specs(image, format_name))
        specs[use.fallback_spec(image)] = None
    return list(specs)


def srcset(renditions: Iterable[AbstractRendition]) -> str:
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
