"""What a look makes of the chosen colours, in words and figures, for its form."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.artwork.palette import DEFAULT_PALETTE, Palette, Scheme
from home.brand.derivation import derive_palette, is_near_errors
from home.brand.oklch import contrast
from home.brand.pairs import PAIRS, SIGN, TEXT, grounds_of, measure
from home.brand.typed_colours import colour_or_nothing

# The pairs that say most: what they are used for, the colour and the ground.
SAMPLES = (
    (gettext_lazy("Long text"), "ink", "paper"),
    (gettext_lazy("Quiet text"), "ink-2", "mist"),
    (gettext_lazy("Links"), "link", "paper"),
    (gettext_lazy("Buttons"), "act-text", "act"),
    (gettext_lazy("Call to action"), "deep-text-2", "deep"),
    (gettext_lazy("Its button"), "on-mark", "mark"),
)
SCHEME_NAMES = {
    "light": pgettext_lazy("colour scheme", "Light"),
    "dark": pgettext_lazy("colour scheme", "Dark"),
}


@dataclass(frozen=True)
class Change:
    """A chosen colour that a part of the site cannot use as it is, and the colour used instead."""

    chosen: str
    used: str
    message: str


@dataclass(frozen=True)
class Row:
    """A sample of text with its contrast."""

    label: str
    colour: str
    ground: str
    ratio: float
    least: float


class ContrastReport:
    """How the colours of a look can be read."""

    def __init__(self, colour: str, accent: str):
        # A form that is shown again has what was typed, which may be no colour.
        self.colour, self.accent = colour_or_nothing(colour), colour_or_nothing(accent)
        has_choice = bool(self.colour or self.accent)
        self.palette: Palette = DEFAULT_PALETTE
        if has_choice:
            self.palette = derive_palette(self.colour, self.accent)

    @cached_property
    def changes(self) -> list[Change]:
        return [*self._brand_changes(), *self._accent_changes()]

    @property
    def is_unchanged(self) -> bool:
        """Return True if all chosen colours are used as they are."""
        return bool(self.colour or self.accent) and not self.changes

    @property
    def tables(self) -> list[dict[str, Any]]:
        schemes = (("light", self.palette.light), ("dark", self.palette.dark))
        return [{"heading": SCHEME_NAMES[name], "rows": _rows(scheme)} for name, scheme in schemes]

    @property
    def pair_count(self) -> int:
        return sum(len(measure(each.colours, each.hues)) for each in self._schemes)

    @property
    def failure_count(self) -> int:
        return sum(
            ratio < pair.least
            for each in self._schemes
            for pair, _hue, ratio in measure(each.colours, each.hues)
        )

    @property
    def _schemes(self) -> tuple[Scheme, Scheme]:
        return self.palette.light, self.palette.dark

    def _brand_changes(self) -> list[Change]:
        """Say what links and buttons use on light pages instead of the brand colour."""
        if not self.colour:
            return []
        light = self.palette.light.colours
        link, button = light["link"], light["act"]
        used = {link: _("links"), button: _("buttons")}
        if link == button:
            used = {link: _("links and buttons")}
        return [
            Change(self.colour, colour, self._reason(colour, what))
            for colour, what in used.items()
            if colour != self.colour
        ]

    def _reason(self, used: str, what: str) -> str:
        light = self.palette.light.colours
        is_link = used == light["link"]
        grounds = grounds_of("link" if is_link else "act")
        needed = max(least for _ground, least in grounds)
        lowest = min(contrast(self.colour, light[ground]) for ground, _least in grounds)
        if not is_link and light["act-text"] == light["sheet"]:
            needed, lowest = TEXT, contrast(self.colour, light["sheet"])
        values = {
            "chosen": self.colour,
            "what": what,
            "used": used,
            "needed": f"{needed:.1f}",
            "ratio": f"{lowest:.1f}",
        }
        if lowest < needed:
            return (
                _(
                    "You chose %(chosen)s, which has a contrast of %(ratio)s to 1. On white, "
                    "%(what)s need %(needed)s, so %(what)s use %(used)s."
                )
                % values
            )
        if is_near_errors(self.colour):
            return (
                _(
                    "You chose %(chosen)s, a red like that of error messages. So that nothing "
                    "looks like an error, %(what)s use %(used)s."
                )
                % values
            )
        return (
            _(
                "You chose %(chosen)s, a grey. A pale grey button looks switched off, so %(what)s "
                "use %(used)s."
            )
            % values
        )

    def _accent_changes(self) -> list[Change]:
        if not self.accent:
            return []
        light = self.palette.light.colours
        if light["mark"] == self.accent:
            return []
        message = _(
            "You chose the accent %(chosen)s, which is too dark for the dark ground of calls to "
            "action and for the text on its button. They use %(used)s."
        ) % {"chosen": self.accent, "used": light["mark"]}
        return [Change(self.accent, light["mark"], message)]


def _rows(scheme: Scheme) -> list[Row]:
    least = {(pair.colour, pair.ground): pair.least for pair in PAIRS}
    return [
        Row(
            str(label),
            scheme.colours[colour],
            scheme.colours[ground],
            # Rounded down: 4.49 is not 4.5.
            int(contrast(scheme.colours[colour], scheme.colours[ground]) * 10) / 10,
            least.get((colour, ground), SIGN),
        )
        for label, colour, ground in SAMPLES
    ]
