"""The logo or icon of a site for share images."""

from io import BytesIO

from PIL import Image, ImageOps

from articles.artwork.look import Sign
from home.brand.assets import BrandAssets
from home.brand.logo.treatment import Shown, Treatment
from home.brand.svg.rendering import fit_size, render_svg

PADDING = 0.12


def make_sign(assets: BrandAssets) -> Sign:
    """Return the logo, or the icon for a site that shows its name beside it."""
    shown = assets.shown("logo", "light")

    def draw(width: int, height: int) -> Image.Image | None:
        if shown is None:
            return assets.icon.render(height, is_full=True).convert("RGB")
        return draw_logo(shown, assets.palette.light.colours["deep"], width, height)

    return Sign(assets.version, shown is not None, draw)


def draw_logo(shown: Shown, dark: str, width: int, height: int) -> Image.Image | None:
    """Draw a logo as it is shown on light grounds."""
    content = shown.file.read_content()
    if not content:
        return None
    size = fit_size(shown.measures.width, shown.measures.height, width, height)
    if shown.file.is_drawing:
        logo = render_svg(content, *size)
    else:
        with Image.open(BytesIO(content), formats=["WEBP"]) as picture:
            logo = picture.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    if shown.treatment != Treatment.DARK_CHIP:
        return logo
    chip = Image.new("RGBA", logo.size, dark)
    inner = ImageOps.contain(logo, [round(side * (1 - PADDING)) for side in logo.size])  # type: ignore[arg-type]
    place = ((chip.width - inner.width) // 2, (chip.height - inner.height) // 2)
    chip.alpha_composite(inner, place)
    return chip
