"""The address of a page as a QR code, so that readers of paper find the page."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe

# One of the eight masks of the standard. Choosing the best of them takes eight times as long, and
# readers of codes know all.
MASK = 3


@lru_cache(maxsize=1_000)
def address_code(url: str) -> SafeString:
    """Return the code as inline SVG of about two kilobytes, black on nothing and without a border.

    Paper has the quiet zone around it. Level L corrects enough for a code that nobody folds.
    """
    code = segno.make_qr(url, error="l", mask=MASK)
    svg = code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg)  # made of numbers
