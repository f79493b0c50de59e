"""The logo and icons of a site: their addresses, and the files at them.

All addresses of a site contain one version, a hash of everything that the files show, so that
browsers may keep them for ever.
"""

import base64
import hashlib
import json
from dataclasses import asdict, astuple, dataclass, field, replace
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import cached_property

from articles.artwork.palette import Palette, Scheme
from home.brand.icons.icon import Icon, choose_icon
from home.brand.icons.initials import Lettering, draw_letters, initials
from home.brand.logo.fields import LogoFieldFile, logo_file
from home.brand.logo.treatment import Ground, Shown, Treatment, treat_logo
from home.brand.models import LookSettings, Symbol
from home.brand.svg.recolouring import recolour_svg

# Raise it when the drawing of icons changes, since old files are kept for ever.
DRAWING_VERSION = 1
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "png": "image/png",
    "ico": "image/vnd.microsoft.icon",
}
# In CSS pixels: the area that a logo covers in the header, and its bounds.
LOGO_AREA, LOGO_HEIGHTS, MAX_LOGO_WIDTH = 5200, (30, 52), 230
MARK_AREA, MARK_HEIGHTS = 1444, (30, 40)
ICON_NAMES = ("icon.svg", "icon.png", "icon-192.png", "icon-512.png", "touch.png", "icon.ico")


@dataclass(frozen=True)
class LogoImage:
    """A logo on one ground, as templates need it."""

    url: str
    width: int
    height: int
    chip: str = ""
    """"light" or "dark": the ground that the logo needs of its own."""


class SchemeImages(NamedTuple):
    """A logo in the light and in the dark scheme."""

    light: LogoImage
    dark: LogoImage


class LogoImages(NamedTuple):
    """A logo in the header and in the footer."""

    header: SchemeImages
    footer: SchemeImages


@dataclass
class BrandAssets:
    """The logo and icons of one site, saved or not."""

    look: LookSettings
    clinic_name: str
    palette: Palette
    inline: bool = False
    """Put files into the addresses, for a preview of what is not saved."""
    _shown: dict[tuple[str, str], Shown | None] = field(default_factory=dict)

    @cached_property
    def version(self) -> str:
        """A hash that changes with every file."""
        light, dark = self.palette.light, self.palette.dark
        shown = [
            DRAWING_VERSION,
            *(str(getattr(self.look, name) or "") for name in ("logo", "logo_dark", "mark")),
            self.look.symbol,
            initials(self.clinic_name),
            *(scheme.colours[name] for scheme in (light, dark) for name in COLOURS),
            *astuple(light.hues["petrol"]),
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]

    @cached_property
    def logo(self) -> LogoImages | None:
        """The logo, or None for a site that shows a symbol and its name."""
        return self._images("logo")

    @cached_property
    def mark(self) -> LogoImages | None:
        """The mark, which is shown beside the name if there is no logo."""
        return self._images("mark")

    def embedded_logo(self) -> dict[str, Any]:
        """Return the logo with its files in it, for pages that can load nothing."""
        logo = replace(self, inline=True).logo
        if logo is None:
            return {}
        return {"light": asdict(logo.header.light), "dark": asdict(logo.header.dark)}

    @cached_property
    def letters(self) -> Lettering | None:
        """The initials, for a site that has neither and chose them."""
        if self.look.symbol != Symbol.INITIALS:
            return None
        text = initials(self.clinic_name)
        return draw_letters(text) if text else None

    @cached_property
    def icon(self) -> Icon:
        return choose_icon(self.look, self.clinic_name, self.palette)

    @cached_property
    def icon_urls(self) -> dict[str, str]:
        """The addresses of icons, under names that templates can use."""
        names = {"svg": "icon.svg", "png": "icon-192.png", "touch": "touch.png"}
        if self.inline:
            # A preview has no tab, so nothing needs to be drawn for it.
            names = dict.fromkeys(names, "icon.svg")
        return {key: self.url(name) for key, name in names.items()}

    @property
    def logo_url(self) -> str:
        """The address of the logo for programs, or of the icon without one."""
        return self.logo.header.light.url if self.logo else self.url("icon-512.png")

    def url(self, name: str) -> str:
        """Return the address of a file, or the file itself in a preview."""
        if self.inline:
            content, media_type = self.read(name) or (b"", "image/png")
            return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
        return reverse("brand_file", args=[self.version, name])

    def read(self, name: str) -> tuple[bytes, str] | None:
        """Return the content and the type of a file, or None if the site has no such file."""
        stem, _dot, extension = name.rpartition(".")
        kind, _dash, place = stem.partition("-")
        if name in ICON_NAMES:
            content = self.icon.read(name)
        elif kind in ("logo", "mark"):
            content = self._read_logo(kind, place, extension)
        else:
            return None
        return (content, MEDIA_TYPES[extension]) if content else None

    def _read_logo(self, kind: str, place: str, extension: str) -> bytes:
        shown = self.shown(kind, place) if place in PLACES else None
        if shown is None or extension != extension_of(shown.file):
            return b""
        content = shown.file.read_content()
        if shown.treatment == Treatment.RECOLOURED:
            return recolour_svg(content, shown.colour)
        return content

    def _images(self, kind: str) -> LogoImages | None:
        images = [image for place in PLACES if (image := self._image(kind, place))]
        if len(images) < len(PLACES):
            return None
        return LogoImages(SchemeImages(*images[:2]), SchemeImages(*images[2:]))

    def _image(self, kind: str, place: str) -> LogoImage | None:
        shown = self.shown(kind, place)
        if shown is None:
            return None
        chip = ""
        if shown.treatment in (Treatment.LIGHT_CHIP, Treatment.DARK_CHIP):
            chip = shown.treatment.value
        url = self.url(f"{kind}-{place}.{extension_of(shown.file)}")
        return LogoImage(url, *display_size(shown.measures.ratio, kind), chip)

    def shown(self, kind: str, place: str) -> Shown | None:
        key = (kind, place)
        if key not in self._shown:
            scheme, ground = self._place(place)
            logo_dark = logo_file(self.look, "logo_dark") if kind == "logo" else None
            logo = logo_file(self.look, kind)
            self._shown[key] = treat_logo(logo, logo_dark, ground, scheme)
        return self._shown[key]

    def _place(self, place: str) -> tuple[Scheme, Ground]:
        scheme = self.palette.dark if place.endswith("dark") else self.palette.light
        return scheme, PLACES[place]


# The names of places in addresses.
PLACES = {
    "light": Ground.LIGHT,
    "dark": Ground.DARK,
    "footer": Ground.DEEP,
    "footer-dark": Ground.DEEP,
}
# The colours of the palette that logos and icons show or are measured against.
COLOURS = ("paper", "ink", "deep", "deep-text", "deep-line", "mark")


def has_uploads(look: LookSettings) -> bool:
    """Return True for a look with files that are not stored yet."""
    return any(logo_file(look, name).upload for name in ("logo", "logo_dark", "mark"))


def extension_of(file: LogoFieldFile) -> str:
    return str(file.name).rpartition(".")[2]


def display_size(ratio: float, kind: str = "logo") -> tuple[int, int]:
    """Return the width and height at which a logo has about the same weight as any other."""
    area, (least, most) = (LOGO_AREA, LOGO_HEIGHTS) if kind == "logo" else (MARK_AREA, MARK_HEIGHTS)
    height = min(max((area / ratio) ** 0.5, least), most)
    width = height * ratio
    if width > MAX_LOGO_WIDTH:
        width, height = MAX_LOGO_WIDTH, MAX_LOGO_WIDTH / ratio
    return max(1, round(width)), max(1, round(height))
