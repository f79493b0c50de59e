"""The style sheet of a look: what differs from the style sheets that all sites share.

It is read back from its text as palette.css is, so that drawings have the colours of exactly the
style sheet whose name is in their address.
"""

from collections.abc import Iterator
from dataclasses import replace

from articles.artwork.palette import (
    DARK_SCHEME,
    DEFAULT_PALETTE,
    HueColours,
    Palette,
    Scheme,
    read_schemes,
)
from home.brand.derivation import derive_palette
from home.brand.models import Corners, Drawings, LookSettings
from home.brand.oklch import from_hex

# What warns keeps the default accent, whatever the site's own is.
WARNINGS = (
    ".emergency, .is-caution, .is-urgent, .correction-note, .changes .is-correction,"
    " .reference-state, .review-bar"
)
# What shows the strength of evidence has as little colour as in the default palette: a red or
# green sign would look like a verdict.
EVIDENCE = ".glyph, .tally, .timeline"
MAX_EVIDENCE_CHROMA = 0.07
CORNERS = {
    Corners.LEAF: "",
    Corners.SOFT: (
        "html { --corner-s: .5rem; --corner-m: .875rem; --corner-l: 1.25rem; --corner-bleed: 0; }"
    ),
    Corners.SQUARE: "html { --corner-s: 0; --corner-m: 0; --corner-l: 0; --corner-bleed: 0; }",
}
# In place of a drawing, its ground and its sun. In a band, they leave the text alone. Outside the
# layers, because the first one named here would come before those of the other style sheets.
CALM_GROUND = """\
.plate:not(:has(img)) { background: radial-gradient(circle at 50% 104%, var(--hue-sun) 0 38%,\
 transparent 38.3%) var(--hue-ground); }
@media (width >= 60rem) { .band:not(:has(img)) { background: radial-gradient(circle at 78% 100%,\
 var(--hue-sun) 0 17rem, transparent 17.1rem) var(--hue-ground); } }
"""


def build_stylesheet(look: LookSettings, scheme: str = "") -> str:
    """Return the style sheet of a look, or "" for the default one.

    With a scheme ("light" or "dark"), pages show that one whatever their reader prefers.
    """
    rules = [*_palette_rules(look, scheme), CORNERS[Corners(look.corners)]]
    text = "\n".join(filter(None, rules))
    stylesheet = f"@layer foundation {{\n{text}\n}}\n" if text else ""
    return stylesheet + (CALM_GROUND if look.drawings == Drawings.PHOTOGRAPHS else "")


def read_palette(stylesheet: str) -> Palette:
    """Return the palette of a style sheet. The default one has what it does not change."""
    light, dark = read_schemes(stylesheet)
    return Palette(_over(DEFAULT_PALETTE.light, light), _over(DEFAULT_PALETTE.dark, dark))


def _palette_rules(look: LookSettings, scheme: str) -> Iterator[str]:
    has_colours = bool(look.colour or look.accent)
    if not has_colours and not scheme:
        return
    palette = derive_palette(look.colour, look.accent) if has_colours else DEFAULT_PALETTE
    if scheme:
        shown = {"light": palette.light, "dark": palette.dark}[scheme]
        palette = Palette(shown, shown)
        yield f"html:root {{ color-scheme: {scheme}; }}"
    yield from _scheme_rules(palette.light, DEFAULT_PALETTE.light.colours, {})
    yield f"{WARNINGS} {{ {_declarations(_default_marks())} }}"
    # Here the light colours above hold instead of the default dark ones.
    changed = _changed(palette.light.colours, DEFAULT_PALETTE.light.colours)
    dark = _scheme_rules(palette.dark, DEFAULT_PALETTE.dark.colours | changed, palette.light.hues)
    yield "\n".join([f"{DARK_SCHEME} {{", *dark, "}"])


def _scheme_rules(
    scheme: Scheme, colours: dict[str, str], hues: dict[str, HueColours]
) -> Iterator[str]:
    """Yield the rules of a scheme, without what holds already."""
    yield f":root {{ {_declarations(_changed(scheme.colours, colours))} }}"
    link = from_hex(scheme.colours["link"])
    evidence = replace(link, chroma=min(link.chroma, MAX_EVIDENCE_CHROMA))
    yield f"{EVIDENCE} {{ --link: {evidence.to_hex()}; }}"
    for name, hue in scheme.hues.items():
        if hue != hues.get(name):
            yield f".hue-{name} {{ {_declarations(_hue_properties(hue))} }}"


def _changed(colours: dict[str, str], base: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in colours.items() if value != base[name]}


def _hue_properties(hue: HueColours) -> dict[str, str]:
    properties = {"hue-ground": hue.ground, "hue-ink": hue.ink, "hue-sun": hue.sun}
    if hue.night:
        properties |= {"hue-bud": hue.bud, "hue-night": hue.night}
    return properties


def _default_marks() -> dict[str, str]:
    return {name: DEFAULT_PALETTE.light.colours[name] for name in ("mark", "on-mark")}


def _declarations(properties: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in properties.items())


def _over(default: Scheme, found: Scheme) -> Scheme:
    return Scheme(default.colours | found.colours, default.hues | found.hues)
