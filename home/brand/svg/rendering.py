"""Pixels of a drawing, for icons, share images, and to measure its colours.

resvg runs in a process of its own: with a drawing that needs too much memory it ends its process.
"""

import subprocess
import sys
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image

SECONDS = 10
# Run without the site: it starts in 20 ms, and knows no secrets.
PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
if sys.platform == "linux":
    resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from resvg_py import svg_to_bytes
width, height = map(int, sys.argv[1:])
svg = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(svg_to_bytes(
    svg_string=svg, skip_system_fonts=True, width=width, height=height,
))
"""


class NotDrawnError(ValidationError):
    """A drawing needs more time or memory than it may have, also for lack of either just now."""


def render_svg(svg: bytes, width: int, height: int) -> Image.Image:
    """Return a sanitised drawing as a picture of this size.

    Raise `NotDrawnError`, which forms show, if drawing it needs too much time or memory.
    """
    command = [sys.executable, "-I", "-c", PROGRAM, str(width), str(height)]
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are numbers
            command, input=svg, capture_output=True, timeout=SECONDS, check=True
        )
        with Image.open(BytesIO(done.stdout), formats=["PNG"]) as picture:
            return picture.convert("RGBA")
    except (subprocess.SubprocessError, OSError) as error:
        message = _(
            "This drawing cannot be drawn, or takes too long. Export it again, as simple as "
            "possible, or save it as a PNG picture."
        )
        raise NotDrawnError(message, code="not_drawn") from error


def fit_size(width: float, height: float, max_width: int, max_height: int) -> tuple[int, int]:
    """Return the largest size of this shape within the bounds, at least one pixel each way."""
    scale = min(max_width / width, max_height / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
