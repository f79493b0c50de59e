"""Choose how a logo is shown on each ground of a site, so that it can be read there.

On light grounds a logo is shown as it is, unless it would be invisible. On dark grounds the first
of these that can be read is shown: the logo for dark grounds, the logo itself, a drawing of one
colour in the colour of text, and else the logo on a light chip.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from articles.artwork.palette import Scheme
from home.brand.logo.fields import LogoFieldFile
from home.brand.logo.measures import Measures
from home.brand.svg.recolouring import recolour_svg

CHIP_GROUND = "print-paper"
# The part of a logo that is all but invisible, above which it needs a ground of its own also in the
# scheme for which it was made.
MAX_INVISIBLE_SHARE = 0.6
INVISIBLE_CONTRAST = 1.6


class Treatment(StrEnum):
    """The ways to make a logo readable."""

    NONE = ""
    RECOLOURED = "recoloured"
    LIGHT_CHIP = "light"
    DARK_CHIP = "dark"


class Ground(StrEnum):
    """The grounds on which a logo is shown."""

    LIGHT = "light"
    DARK = "dark"
    DEEP = "deep"


@dataclass(frozen=True)
class Shown:
    """A logo on one ground."""

    file: LogoFieldFile
    measures: Measures
    treatment: Treatment
    colour: str = ""
    """The colour in which a recoloured drawing is drawn."""
    contrast: float = 21.0
    """The contrast of the file that was chosen with the ground, before any treatment."""


def treat_logo(
    logo: LogoFieldFile, logo_dark: LogoFieldFile | None, ground: Ground, scheme: Scheme
) -> Shown | None:
    """Return how a logo is shown on a ground of a scheme, or None without a usable file."""
    measures = logo.load_measures() if logo else None
    if measures is None:
        return None
    colour = scheme.colours["deep" if ground == Ground.DEEP else "paper"]
    if ground == Ground.LIGHT:
        invisible = measures.unreadable_share(colour, INVISIBLE_CONTRAST) > MAX_INVISIBLE_SHARE
        treatment = Treatment.DARK_CHIP if invisible else Treatment.NONE
        return Shown(logo, measures, treatment, contrast=measures.contrast_on(colour))
    text = scheme.colours["deep-text" if ground == Ground.DEEP else "ink"]
    return next(_ways(logo, measures, logo_dark, colour, text, scheme.colours[CHIP_GROUND]))


def _ways(
    logo: LogoFieldFile,
    measures: Measures,
    logo_dark: LogoFieldFile | None,
    ground: str,
    text: str,
    chip: str,
) -> Iterator[Shown]:
    """Yield what can be shown on a dark ground, best first."""
    for_dark = logo_dark.load_measures() if logo_dark else None
    if logo_dark and for_dark and for_dark.is_readable_on(ground):
        yield Shown(logo_dark, for_dark, Treatment.NONE, contrast=for_dark.contrast_on(ground))
    ratio = measures.contrast_on(ground)
    if measures.is_readable_on(ground):
        yield Shown(logo, measures, Treatment.NONE, contrast=ratio)
    if logo.is_drawing and measures.single_colour and recolour_svg(logo.read_content(), text):
        yield Shown(logo, measures, Treatment.RECOLOURED, text, ratio)
    yield Shown(logo, measures, Treatment.LIGHT_CHIP, contrast=ratio)
