"""Logos that are pictures: decoded, cut to their contents, made smaller and stored as WebP."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageChops, ImageCms, ImageOps

from home.images.metadata import strip_private_metadata
from home.images.modes import MULTI_PICTURE_FORMAT, SUPPORTED_MODES

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_PIXELS = 50_000_000
# Smaller ones are too coarse for today's screens.
MIN_SIDE = 24
# Above this many bytes, a loss that nobody sees is worth it.
MAX_LOSSLESS_BYTES = 40 * 1024
QUALITY = 90
# Channels that differ by less are of one colour; compressed pictures are never quite even.
TOLERANCE = 16
# Around an opaque picture, as a part of the shorter side.
PADDING = 0.08


def clean_picture(content: bytes, max_size: tuple[int, int]) -> tuple[bytes, Image.Image]:
    """Return the picture as WebP, and its pixels. Raise `ValidationError`, in users' words."""
    source = open_picture(content)
    picture = cut_to_contents(decode(source))
    if min(picture.size) < MIN_SIDE:
        message = _(
            "This picture is too small: its logo has %(width)s × %(height)s pixels. Use one that "
            "is at least 200 pixels high, or better an SVG."
        )
        size = {"width": picture.width, "height": picture.height}
        raise ValidationError(message, code="too_small", params=size)
    if picture.width > max_size[0] or picture.height > max_size[1]:
        picture.thumbnail(max_size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    elif source.format == "WEBP" and picture.size == source.size and not source.info.get("exif"):
        # Encoding again what was stored once would change it a little each time.
        return strip_private_metadata(content), picture
    return encode(picture), picture


def open_picture(content: bytes) -> Image.Image:
    """Return the picture before it is decoded, if it is one that can be used."""
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except Exception as error:
        # Headers of damaged files fail in many ways.
        message = _("This file is not a picture. Use an SVG, PNG, JPEG or WebP file.")
        raise ValidationError(message, code="not_a_picture") from error
    if picture.width * picture.height > MAX_PIXELS:
        raise too_many_pixels()
    if picture.format != MULTI_PICTURE_FORMAT and getattr(picture, "is_animated", False):
        message = _("A logo cannot move. Save one frame as a still picture and upload that.")
        raise ValidationError(message, code="moving")
    if picture.mode not in SUPPORTED_MODES:
        message = _(
            "This picture has more than 8 bits of grey in each pixel, which browsers cannot show. "
            "Save it with 8 bits."
        )
        raise ValidationError(message, code="depth")
    return picture


def decode(source: Image.Image) -> Image.Image:
    """Return upright pixels in sRGB with transparency."""
    try:
        # A JPEG is decoded at an eighth, a quarter or half of its size if that is enough.
        if source.format == "JPEG":
            source.draft(None, (2000, 1000))
        picture = ImageOps.exif_transpose(source)
        return to_srgb(picture).convert("RGBA")
    except Exception as error:
        # Decoders fail in many ways on incomplete files.
        message = _(
            "This file is damaged or incomplete. Open it in an image editor and save it again."
        )
        raise ValidationError(message, code="damaged") from error


def to_srgb(picture: Image.Image) -> Image.Image:
    """Return the colours of its profile as screens show them; print colours (CMYK) too."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
            return converted or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a damaged profile says nothing
    return picture


def cut_to_contents(picture: Image.Image) -> Image.Image:
    """Return the picture without the empty margin around it.

    A logo in the middle of a large sheet would be tiny. Raise `ValidationError` for an empty one.
    """
    box = contents_box(picture)
    if box is None:
        message = _("This picture is empty: it is transparent, or has one colour throughout.")
        raise ValidationError(message, code="empty")
    return picture if box == (0, 0, *picture.size) else picture.crop(box)


def contents_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    width, height = picture.size
    alpha = picture.getchannel("A")
    visible = alpha.point(lambda value: 255 if value > TOLERANCE else 0)
    box = visible.getbbox()
    if box is None or box != (0, 0, width, height) or not has_own_ground(picture):
        return box
    colours = picture.convert("RGB")
    corner = colours.getpixel((0, 0))
    difference = ImageChops.difference(colours, Image.new("RGB", picture.size, corner))
    inner = difference.convert("L").point(lambda value: 255 if value > TOLERANCE else 0).getbbox()
    if inner is None:
        return None
    padding = round(PADDING * min(inner[2] - inner[0], inner[3] - inner[1]))
    left, top, right, bottom = inner
    return (
        max(0, left - padding),
        max(0, top - padding),
        min(width, right + padding),
        min(height, bottom + padding),
    )


def has_own_ground(picture: Image.Image) -> bool:
    """Return True if the edge of the picture is opaque nearly everywhere."""
    alpha = picture.getchannel("A")
    width, height = picture.size
    edges = [
        alpha.crop(box)
        for box in (
            (0, 0, width, 1),
            (0, height - 1, width, height),
            (0, 0, 1, height),
            (width - 1, 0, width, height),
        )
    ]
    opaque = sum(sum(edge.histogram()[200:]) for edge in edges)
    return opaque > 0.9 * 2 * (width + height)


def encode(picture: Image.Image) -> bytes:
    """Return a WebP file without loss, or with little loss if that would be large."""
    if picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    file = BytesIO()
    picture.save(file, "WEBP", lossless=True, quality=80, method=4)
    if file.tell() > MAX_LOSSLESS_BYTES:
        file = BytesIO()
        picture.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue()


def too_many_pixels() -> ValidationError:
    message = _(
        "This picture is larger than %(millions)s million pixels. Make it smaller: 1000 pixels "
        "wide are enough for a logo."
    )
    params = {"millions": MAX_PIXELS // 1_000_000}
    return ValidationError(message, code="too_many_pixels", params=params)
