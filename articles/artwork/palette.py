"""The colours of images, which cannot use a page's CSS: by default those of css/palette.css."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

PALETTE_FILE = "css/palette.css"
DARK_SCHEME = "@media (prefers-color-scheme: dark)"


@dataclass(frozen=True)
class HueColours:
    """The colours of one category hue, under the names of palette.css."""

    ground: str
    ink: str
    sun: str
    bud: str
    night: str = ""


@dataclass(frozen=True)
class Scheme:
    """All colours of the light or the dark scheme."""

    colours: dict[str, str]
    hues: dict[str, HueColours]


@dataclass(frozen=True)
class Palette:
    """The light and the dark scheme of a site."""

    light: Scheme
    dark: Scheme


def read_schemes(css: str) -> tuple[Scheme, Scheme]:
    """Return the light and the dark scheme. The dark one inherits what it does not change."""
    light, _, dark = css.partition(DARK_SCHEME)
    rules = _read_rules(light)
    return _scheme(rules), _scheme(
        {selector: found | _read_rules(dark).get(selector, {}) for selector, found in rules.items()}
    )


def hue_style(palette: Palette, hue: str) -> str:
    """Return a `<style>` element: g ground, s sun, i lines, f solids, b buds, n night.

    An image cannot use the page's custom properties, so it carries the colours of both schemes
    and follows the reader's scheme by itself.
    """
    light, dark = _svg_rules(palette.light.hues[hue]), _svg_rules(palette.dark.hues[hue])
    return f"<style>{light}@media(prefers-color-scheme:dark){{{dark}}}</style>"


def _read_rules(css: str) -> dict[str, dict[str, str]]:
    """Return the custom properties of each selector."""
    return {
        selector: dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))
        for selector, body in re.findall(r"(:root|\.hue-\w+)\s*{([^{}]*)}", css)
    }


def _scheme(rules: dict[str, dict[str, str]]) -> Scheme:
    hues = {}
    for selector, properties in rules.items():
        if selector != ":root":
            colours = {name.removeprefix("hue-"): value for name, value in properties.items()}
            hues[selector.removeprefix(".hue-")] = HueColours(**{"bud": colours["ink"]} | colours)
    return Scheme(rules.get(":root", {}), hues)


def _svg_rules(hue: HueColours) -> str:
    rules = (
        f".g{{fill:{hue.ground}}}.s{{fill:{hue.sun}}}.i{{stroke:{hue.ink}}}"
        f".f{{fill:{hue.ink}}}.b{{stroke:{hue.bud}}}"
    )
    if hue.night:
        rules += f".n{{stroke:{hue.night}}}.f.n{{fill:{hue.night}}}"
    # Drawings are cached for ever under their addresses, and the first were in capitals.
    return re.sub(r"#\w+", lambda colour: colour[0].upper(), rules)


LIGHT, DARK = read_schemes(Path(finders.find(PALETTE_FILE) or PALETTE_FILE).read_text())
DEFAULT_PALETTE = Palette(LIGHT, DARK)
