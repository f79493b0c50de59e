"""Colours as staff type them."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.artwork.palette import DEFAULT_PALETTE

HEX_COLOUR = re.compile(r"#?((?:[0-9a-f]{3}){1,2})", re.IGNORECASE)


def normalise_colour(text: str) -> str:
    """Return a colour of three or six digits as "#rrggbb", and nothing for nothing."""
    text = text.strip()
    if not text:
        return ""
    match = HEX_COLOUR.fullmatch(text)
    if not match:
        message = _(
            "“%(text)s” is not a colour. Write # and six digits or letters from a to f, such as "
            "%(example)s."
        )
        params = {"text": text, "example": DEFAULT_PALETTE.light.colours["link"]}
        raise ValidationError(message, code="colour", params=params)
    digits = match[1].lower()
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}"


def colour_or_nothing(text: str) -> str:
    """Return a colour as "#rrggbb", and nothing for what is no colour."""
    try:
        return normalise_colour(text)
    except ValidationError:
        return ""
