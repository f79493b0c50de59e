"""Files of a site's icon, from its mark, a logo that is about square, or its initials."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from articles.artwork.palette import Palette
from home.brand.icons.drawings import (
    FULL_TILE,
    Tile,
    icon_svg,
    lettering,
    picture_element,
    sprout,
)
from home.brand.icons.initials import initials
from home.brand.logo.fields import LogoFieldFile, logo_file
from home.brand.logo.measures import Measures
from home.brand.models import LookSettings, Symbol
from home.brand.svg.rendering import render_svg

# A logo of such a shape is its own icon.
SQUARE_RATIOS = (0.75, 1.34)
PICTURE_SHARE = 0.76
ICO_SIZES = (16, 32, 48)
SIZES = {"icon.png": 48, "icon-192.png": 192, "icon-512.png": 512, "touch.png": 180}
# Telephones cut the corners of these off, so the tile fills the square.
FULL = frozenset({"icon-512.png", "touch.png"})


@dataclass(frozen=True)
class Icon:
    """An icon: what is drawn, on the colour of its tile."""

    contents: str
    tile_colour: str
    inset: float = 0.0

    def read(self, name: str) -> bytes:
        """Return the file of this name: a drawing, or a picture drawn from it."""
        if name == "icon.svg":
            return icon_svg(Tile(self.tile_colour), self.contents).encode()
        if name == "icon.ico":
            return self._ico()
        return as_png(self.render(SIZES[name], is_full=name in FULL))

    def render(self, size: int, *, is_full: bool = False) -> Image.Image:
        tile = (
            Tile(self.tile_colour, FULL_TILE, inset=self.inset)
            if is_full
            else Tile(self.tile_colour)
        )
        return render_svg(icon_svg(tile, self.contents).encode(), size, size)

    def _ico(self) -> bytes:
        pictures = [self.render(size) for size in ICO_SIZES]
        file = BytesIO()
        sizes = [picture.size for picture in pictures]
        pictures[-1].save(file, "ICO", sizes=sizes, append_images=pictures[:-1])
        return file.getvalue()


def choose_icon(look: LookSettings, clinic_name: str, palette: Palette) -> Icon:
    """Return the icon of a site: of its mark, its logo, its initials, or the sprout."""
    colours = palette.light.colours
    for file in (logo_file(look, "mark"), logo_file(look, "logo")):
        measures = file.load_measures() if file else None
        if measures and is_square(measures):
            return picture_icon(file, measures, colours["print-paper"], colours["deep"])
    hue = palette.light.hues["petrol"]
    text = initials(clinic_name)
    if look.symbol == Symbol.INITIALS and text:
        return Icon(lettering(text, colours["deep-text"]), colours["deep"])
    return Icon(sprout(hue), hue.ground, inset=0.06)


def picture_icon(file: LogoFieldFile, measures: Measures, light: str, dark: str) -> Icon:
    """Return an icon with the picture on the tile on which more of it can be read."""
    is_pale = measures.unreadable_share(light) > measures.unreadable_share(dark)
    media_type = "image/svg+xml" if file.is_drawing else "image/webp"
    element = picture_element(file.read_content(), media_type, measures.ratio, PICTURE_SHARE)
    return Icon(element, dark if is_pale else light)


def is_square(measures: Measures) -> bool:
    least, most = SQUARE_RATIOS
    return least <= measures.ratio <= most


def as_png(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
