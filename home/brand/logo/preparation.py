"""Turn an uploaded logo into the file that is stored and shown."""

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

from home.brand.logo.measures import Measures, measure
from home.brand.logo.pictures import TOLERANCE, clean_picture
from home.brand.svg.rendering import fit_size, render_svg
from home.brand.svg.sanitiser import Drawing, sanitise_svg
from home.brand.svg.size import Box

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
FOLDER = "brand"
# Margins of a drawing above this part of its size are cut off.
MAX_MARGIN = 0.03


class Bounds(NamedTuple):
    """The largest size at which a file is stored, and the shapes that it may have."""

    size: tuple[int, int]
    max_ratio: float
    min_ratio: float


# Three times the size in the header, for the finest screens.
LOGO_BOUNDS = Bounds((1000, 400), max_ratio=12, min_ratio=0.3)
MARK_BOUNDS = Bounds((512, 512), max_ratio=1.6, min_ratio=0.6)


@dataclass
class PreparedLogo:
    """A safe file, its measures, and what was left out of it."""

    content: bytes
    extension: str
    measures: Measures
    dropped_parts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name in the storage. It changes with the content, so that browsers may keep it."""
        return f"{FOLDER}/{hashlib.sha256(self.content).hexdigest()[:24]}.{self.extension}"


class PreparedFile(ContentFile):
    """The content of a prepared logo, which is not prepared a second time when it is saved."""

    def __init__(self, prepared: PreparedLogo) -> None:
        super().__init__(prepared.content, prepared.name)
        self.prepared = prepared


def prepare_logo(content: bytes, bounds: Bounds = LOGO_BOUNDS) -> PreparedLogo:
    """Return the file to store. Raise `ValidationError`, in the uploader's words."""
    check_bytes(len(content))
    if looks_like_xml(content):
        drawing = sanitise_svg(content)
        pixels = cut_drawing(drawing, bounds)
        prepared = PreparedLogo(drawing.svg, "svg", measure(pixels), drawing.dropped_parts)
        prepared.measures.width, prepared.measures.height = drawing.box.width, drawing.box.height
    else:
        file, picture = clean_picture(content, bounds.size)
        prepared = PreparedLogo(file, "webp", measure(picture))
    check_shape(prepared.measures.width / prepared.measures.height, bounds)
    return prepared


def check_bytes(size: int) -> None:
    """Raise `ValidationError` for an empty file, and for one that is too large to be a logo."""
    if not size:
        raise ValidationError(_("This file is empty."), code="empty")
    if size > MAX_UPLOAD_BYTES:
        message = _("This file is larger than %(megabytes)s MB. Save a smaller one.")
        params = {"megabytes": MAX_UPLOAD_BYTES // 1024 // 1024}
        raise ValidationError(message, code="too_large", params=params)


def looks_like_xml(content: bytes) -> bool:
    """Return True for text that begins with "<", in any encoding, and for compressed drawings."""
    start = content[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")
    return start.startswith((b"<", b"\x1f\x8b"))


def cut_drawing(drawing: Drawing, bounds: Bounds) -> Image.Image:
    """Cut the empty margin off and return the pixels. Raise `ValidationError` for an empty one."""
    picture = render(drawing, bounds)
    alpha = picture.getchannel("A").point(lambda value: 255 if value > TOLERANCE else 0)
    visible = alpha.getbbox()
    if visible is None:
        message = _(
            "Nothing can be seen in this drawing. Export only the logo, with its outlines, as a "
            "plain SVG."
        )
        raise ValidationError(message, code="nothing_visible")
    left, top, right, bottom = visible
    margin = max(
        left / picture.width,
        top / picture.height,
        1 - right / picture.width,
        1 - bottom / picture.height,
    )
    if margin <= MAX_MARGIN:
        return picture
    # A pixel more on each side, since half-visible pixels were left out.
    unit_x, unit_y = drawing.box.width / picture.width, drawing.box.height / picture.height
    drawing.box = Box(
        drawing.box.left + max(0, left - 1) * unit_x,
        drawing.box.top + max(0, top - 1) * unit_y,
        min(picture.width, right - left + 2) * unit_x,
        min(picture.height, bottom - top + 2) * unit_y,
    )
    return render(drawing, bounds)


def render(drawing: Drawing, bounds: Bounds) -> Image.Image:
    size = fit_size(drawing.box.width, drawing.box.height, *bounds.size)
    return render_svg(drawing.svg, *size)


def check_shape(ratio: float, bounds: Bounds) -> None:
    """Raise `ValidationError` if the logo would be a thin line at the size it is shown."""
    if ratio > bounds.max_ratio:
        message = _(
            "This is %(ratio)s times as wide as high, so that it would be too small to read. Use a "
            "version that is less wide, for example on two lines."
        )
    elif ratio < bounds.min_ratio:
        message = _(
            "This is %(ratio)s times as high as wide, so that it would be too small to read. Use a "
            "version that is less high."
        )
    else:
        return
    params = {"ratio": f"{max(ratio, 1 / ratio):.1f}"}
    raise ValidationError(message, code="shape", params=params)
