"""The colours of every hue, in light and dark, as a style sheet inside the drawing.

A drawing is shown as an image, which cannot see the page's custom properties. It therefore
carries both sets of colours and follows the reader's scheme by itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """One hue in one scheme."""

    ground: str
    ink: str
    sun: str
    bud: str
    night: str = ""
    """Colour of branches where they cross the sun, if they change there."""


def _plain(ground: str, ink: str, sun: str) -> Colours:
    return Colours(ground, ink, sun, ink)


# Light, then dark. On petrol the sun is so bright that pale branches would vanish in it.
HUES: dict[str, tuple[Colours, Colours]] = {
    "clay": (
        _plain("#F0D3C3", "#702B18", "#E6B497"),
        _plain("#472318", "#F2BFA6", "#683625"),
    ),
    "heather": (
        _plain("#E0D7E8", "#48305D", "#CBBCD8"),
        _plain("#33243F", "#D9C5E8", "#4C3A5B"),
    ),
    "dusk": (
        _plain("#D9E5EC", "#1B4460", "#B7CDDB"),
        _plain("#183243", "#B4D2E6", "#24485E"),
    ),
    "moss": (
        _plain("#DAE3C3", "#38501D", "#C2D09E"),
        _plain("#27331A", "#CBDBA8", "#3C4C29"),
    ),
    "straw": (
        _plain("#EFE3BD", "#5C4609", "#E3CD85"),
        _plain("#3B300F", "#EAD48F", "#574818"),
    ),
    "petrol": (
        Colours("#0C3640", "#BFE0DC", "#F4C44E", "#F4C44E", night="#0C3640"),
        Colours("#0A2A32", "#BFE0DC", "#D9A93A", "#D9A93A", night="#0C3640"),
    ),
}


def has_night(hue: str) -> bool:
    """Whether branches change colour where they cross the sun."""
    return bool(HUES[hue][0].night)


def style_sheet(hue: str) -> str:
    """The `<style>` element: g ground, s sun, i lines, f solids, b buds, n night."""
    light, dark = HUES[hue]
    return f"<style>{_rules(light)}@media(prefers-color-scheme:dark){{{_rules(dark)}}}</style>"


def _rules(colours: Colours) -> str:
    rules = (
        f".g{{fill:{colours.ground}}}.s{{fill:{colours.sun}}}.i{{stroke:{colours.ink}}}"
        f".f{{fill:{colours.ink}}}.b{{stroke:{colours.bud}}}"
    )
    return rules + (
        f".n{{stroke:{colours.night}}}.f.n{{fill:{colours.night}}}" if colours.night else ""
    )
