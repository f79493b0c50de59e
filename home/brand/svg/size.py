"""The size of a drawing, from its view box or its width and height."""

import math
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# CSS pixels in a unit.
UNITS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
LENGTH = re.compile(r"([0-9.]+(?:[eE][+-]?\d+)?)([a-z]*)")
MAX_LENGTH = 1_000_000


class Box(NamedTuple):
    """The part of the plane that is shown."""

    left: float
    top: float
    width: float
    height: float

    def __str__(self) -> str:
        return " ".join(map(format_number, self))


def read_box(attributes: dict[str, str]) -> Box:
    """Return the view box of the root's attributes. Raise `ValidationError` without a size."""
    if box := parse_view_box(attributes.get("viewBox", "")):
        return box
    width, height = (parse_length(attributes.get(name, "")) for name in ("width", "height"))
    if width and height:
        return Box(0, 0, width, height)
    message = _(
        "The drawing does not say how large it is. Export it again with a width and a height, or "
        "with a view box (in Inkscape: “Plain SVG”)."
    )
    raise ValidationError(message, code="no_size")


def parse_view_box(text: str) -> Box | None:
    try:
        left, top, width, height = map(float, re.split(r"[\s,]+", text.strip()))
    except ValueError:
        return None
    box = Box(left, top, width, height)
    is_usable = all(math.isfinite(each) and abs(each) <= MAX_LENGTH for each in box)
    return box if is_usable and width > 0 and height > 0 else None


def parse_length(text: str) -> float:
    match = LENGTH.fullmatch(text.strip())
    if not match or match[2] not in UNITS:
        return 0
    try:
        length = float(match[1]) * UNITS[match[2]]
    except ValueError:
        return 0
    return length if 0 < length <= MAX_LENGTH else 0


def format_number(number: float) -> str:
    return f"{number:.6g}"
