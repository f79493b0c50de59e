"""Show how a logo looks on each ground, and say what was done to make it readable."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.artwork.palette import Palette
from home.brand.assets import BrandAssets, LogoImage
from home.brand.logo.measures import READABLE_CONTRAST
from home.brand.logo.treatment import Treatment
from home.brand.models import LookSettings

LOGO_FIELDS = ("logo", "logo_dark", "mark")
# Lower pictures look coarse on the screens of telephones.
GOOD_HEIGHT = 100
LARGE_BYTES = 60 * 1024


@dataclass
class Sample:
    """A logo on one ground."""

    label: str
    colour: str
    image: LogoImage


@dataclass
class LogoReport:
    """The part of a form below a logo."""

    samples: list[Sample] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    error: str = ""


def report_on(look: LookSettings, name: str, clinic_name: str, palette: Palette) -> LogoReport:
    """Return the report on one of the files of a look, saved or not."""
    file = getattr(look, name)
    if not file:
        return LogoReport()
    measures = file.load_measures()
    if measures is None:
        return LogoReport(error=_("This file is missing or damaged. Upload it again."))
    assets = BrandAssets(look, clinic_name, palette, inline=True)
    report = LogoReport(notes=list(_notes_on_file(look, name)))
    if name == "mark":
        icon = LogoImage(assets.url("icon-192.png"), 48, 48)
        report.samples = [Sample(_("In browser tabs"), "", icon)]
    elif logo := assets.logo:
        places = [
            (_("In the footer"), palette.light.colours["deep"], logo.footer.light),
            (_("On dark screens"), palette.dark.colours["paper"], logo.header.dark),
        ]
        if name == "logo":
            light = palette.light.colours["paper"]
            places.append((_("On light screens"), light, logo.header.light))
        report.samples = [Sample(*place) for place in reversed(places)]
        report.notes += _notes_on_grounds(assets, name)
    else:
        report.notes.append(_("It is used once there is a logo for light grounds as well."))
    if name != "logo_dark":
        report.colours = measures.suggested_colours()
    return report


def _notes_on_file(look: LookSettings, name: str) -> Iterator[str]:
    file = getattr(look, name)
    prepared, measures = file.prepared, file.load_measures()
    if prepared and prepared.dropped_parts:
        parts = ", ".join(prepared.dropped_parts)
        yield _("Left out of the drawing: %(parts)s.") % {"parts": parts}
    height = round(measures.height)
    if not file.is_drawing and height < GOOD_HEIGHT:
        message = _(
            "The picture is only %(height)s pixels high, and looks coarse on good screens. If you "
            "can, use an SVG or a larger picture."
        )
        yield message % {"height": height}
    if prepared and len(prepared.content) > LARGE_BYTES:
        message = _(
            "Every visitor loads %(kilobytes)s kB for it. Ask its designer for a simpler version."
        )
        yield message % {"kilobytes": len(prepared.content) // 1024}


def _notes_on_grounds(assets: BrandAssets, name: str) -> Iterator[str]:
    """Say what is done to a logo that could not be read."""
    light, dark = assets.shown("logo", "light"), assets.shown("logo", "dark")
    if light is None or dark is None:
        return
    values = {
        "light_ratio": f"{light.contrast:.1f}",
        "ratio": f"{dark.contrast:.1f}",
        "least": f"{READABLE_CONTRAST:.0f}",
    }
    if name == "logo_dark":
        if dark.file.name != assets.look.logo_dark.name:
            message = _(
                "This version cannot be read on your dark ground either, so it is not used. Its "
                "parts need a contrast of %(least)s to 1."
            )
            yield message % values
        return
    if light.treatment == Treatment.DARK_CHIP:
        message = _(
            "Light grounds: the logo can hardly be seen there (%(light_ratio)s to 1), so it gets a "
            "dark ground. Is this the version for dark grounds?"
        )
        yield message % values
    if dark.treatment == Treatment.RECOLOURED:
        message = _(
            "Dark grounds: the logo could not be read there (%(ratio)s to 1; it needs %(least)s). "
            "It has one colour, so it is drawn in the colour of text."
        )
        yield message % values
    if dark.treatment == Treatment.LIGHT_CHIP:
        message = _(
            "Dark grounds: the logo could not be read there (%(ratio)s to 1; it needs %(least)s), "
            "so it gets a light ground. Better: add a logo for dark grounds below."
        )
        yield message % values
