"""Pictures inside a drawing: decoded and encoded again, so that only pixels get through."""

import base64
import binascii
import re
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

DATA_URL = re.compile(r"\s*data:image/(?:png|jpe?g|webp|gif)\s*;\s*base64\s*,", re.IGNORECASE)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_BYTES = 150 * 1024
MAX_PIXELS = 1_000_000


def clean_image(href: str) -> str:
    """Return a picture in the file as a data URL of a PNG, or "" for anything else.

    Raise `ValidationError` for one that is too large.
    """
    match = DATA_URL.match(href)
    if not match:
        return ""
    try:
        content = base64.b64decode("".join(href[match.end() :].split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    if len(content) > MAX_BYTES:
        raise too_large()
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise too_large()
            clean = picture.convert("RGBA")
    except ValidationError:
        raise
    except Exception:
        # Decoders fail in many ways.
        return ""
    file = BytesIO()
    clean.save(file, "PNG", optimize=True)
    if file.tell() > MAX_BYTES:
        raise too_large()
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def too_large() -> ValidationError:
    message = _(
        "This drawing contains a photograph, which is too large for a logo. Save the logo as a PNG "
        "or WebP picture and upload that instead."
    )
    return ValidationError(message, code="photograph")
