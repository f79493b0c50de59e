"""Remove private metadata (place, time, author) from picture files.

Anyone who guesses the name of an original can download it, and a photograph from a telephone
contains the place where it was taken. The pixels are not changed: the parts of the file with such
data are left out, or blanked where the format depends on positions. Colour profile and orientation
are preserved, since they decide how the picture looks. GIF has no such data and is not changed.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from home.images.isobmff import EXIF, MIME, private_extents

ORIENTATION_TAG = 0x0112
UPRIGHT = 1
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# Chunks that decide how a PNG looks.
PNG_ALLOWED_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP".split(),
)
WEBP_ALLOWED_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"})
WEBP_EXIF, WEBP_XMP = 0x08, 0x04
# JPEG markers.
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9
EMPTY_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def strip_private_metadata(content: bytes) -> bytes:
    """Return the picture without place, times, names, comments and embedded pictures."""
    if content.startswith(b"\xff\xd8"):
        return b"".join(_strip_jpeg(content))
    if content.startswith(PNG_SIGNATURE):
        return b"".join(_strip_png(content))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _strip_webp(content)
    if content[4:8] == b"ftyp":
        return _blank_isobmff(content)
    return content


def _orientation_exif(content: bytes) -> bytes:
    """Return Exif data with the orientation only, or nothing for an upright picture."""
    turned = Image.open(BytesIO(content)).getexif().get(ORIENTATION_TAG, UPRIGHT)
    if turned == UPRIGHT or turned not in range(1, 9):
        return b""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = turned
    return exif.tobytes()


def _strip_jpeg(content: bytes) -> Iterator[bytes]:
    yield content[:2]
    exif = _orientation_exif(content)
    if exif:
        yield b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise ValueError("a marker is missing")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == END_OF_IMAGE:
            break
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if marker == START_OF_SCAN:
            following = NEXT_MARKER.search(content, end)
            end = following.start() if following else len(content)
        if _is_visual_segment(marker, content[at + 4 : at + 16]):
            yield content[at:end]
        at = end
    # A film, a depth map or a second picture may follow the end.
    yield bytes((0xFF, END_OF_IMAGE))


def _is_visual_segment(marker: int, start: bytes) -> bool:
    """Return True if a JPEG segment decides how the picture looks."""
    if marker == 0xE2:
        return start.startswith(b"ICC_PROFILE\0")
    is_application_data = 0xE0 <= marker <= 0xEF
    return marker in (0xE0, 0xEE) or (not is_application_data and marker != 0xFE)


def _strip_png(content: bytes) -> Iterator[bytes]:
    yield PNG_SIGNATURE
    exif = _orientation_exif(content).removeprefix(b"Exif\0\0")
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if exif and kind == b"IDAT":
            yield struct.pack(">I", len(exif)) + b"eXIf" + exif
            yield struct.pack(">I", zlib.crc32(b"eXIf" + exif))
            exif = b""
        if kind in PNG_ALLOWED_CHUNKS:
            yield content[at:end]
        if kind == b"IEND":
            break
        at = end


def _strip_webp(content: bytes) -> bytes:
    exif = _orientation_exif(content).removeprefix(b"Exif\0\0")
    chunks = bytearray()
    at = 12
    while at + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        chunk = bytearray(content[at:end])
        if kind == b"VP8X":
            chunk[8] &= ~(WEBP_XMP | (0 if exif else WEBP_EXIF))
        if kind in WEBP_ALLOWED_CHUNKS:
            chunks += chunk
        at = end
    if exif:
        chunks += struct.pack("<4sI", b"EXIF", len(exif)) + exif + b"\0" * (len(exif) % 2)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _blank_isobmff(content: bytes) -> bytes:
    """Blank all Exif data of AVIF and HEIC, which store the orientation elsewhere."""
    blanked = bytearray(content)
    for kind, start, end in private_extents(content):
        # Exif data must be readable even if it is empty.
        nothing = EMPTY_EXIF if kind == EXIF and end - start >= len(EMPTY_EXIF) else b""
        blanked[start:end] = nothing.ljust(end - start, b" " if kind == MIME else b"\0")
    return bytes(blanked)
