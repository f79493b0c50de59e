"""Picture files as editors upload them, whole and hostile, all of them small."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pillow_heif
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pillow_heif.register_heif_opener()

LOCATION_TEXT = b"51 degrees 27 minutes north"
PIL_NAMES = {"jpg": "JPEG", "jpeg": "JPEG", "heic": "HEIF"}


def make_image(
    kind: str, size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture with a red left half, so that it shows which way it is turned."""
    drawn = Image.new(mode, size)
    if mode == "RGB":
        drawn.paste((220, 20, 20), (0, 0, size[0] // 2, size[1]))
    file = BytesIO()
    drawn.save(file, PIL_NAMES.get(kind, kind.upper()), **options)
    return file.getvalue()


def image_with_location(kind: str, turned: int = 1) -> bytes:
    """As a telephone writes it: with the place in its Exif data and in its XMP text."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = LOCATION_TEXT.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 27.0, 0.0)})
    xmp = b"<x:xmpmeta>" + LOCATION_TEXT + b"</x:xmpmeta>"
    options: dict[str, Any] = {} if kind == "png" else {"xmp": xmp}
    content = make_image(kind, exif=exif.tobytes(), **options)
    assert content.count(LOCATION_TEXT) >= 1
    return content


def animated_image(kind: str, frames: int = 40) -> bytes:
    pictures = [Image.new("RGB", (16, 16), (6 * n, 0, 0)) for n in range(frames)]
    file = BytesIO()
    pictures[0].save(file, kind.upper(), save_all=True, append_images=pictures[1:])
    return file.getvalue()


def decompression_bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge; its pixels would fill gigabytes of memory."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000), 9)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def uploaded_file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")
