"""Find Exif and XMP data in AVIF and HEIC files (ISO/IEC 14496-12 and 23008-12)."""

import struct
from collections.abc import Iterator

Boxes = Iterator[tuple[bytes, int, int]]

EXIF, MIME = b"Exif", b"mime"


def private_extents(content: bytes) -> list[tuple[bytes, int, int]]:
    """Return kind, start and end of every range of the file with Exif or XMP data."""
    extents = []
    for kind, start, end in _iter_boxes(content, 0, len(content)):
        if kind == b"meta":
            inside = {
                name: (first, last) for name, first, last in _iter_boxes(content, start + 4, end)
            }
            kinds = _item_types(content, *inside[b"iinf"]) if b"iinf" in inside else {}
            private = {item: name for item, name in kinds.items() if name in (EXIF, MIME)}
            if private:
                data_start = inside.get(b"idat", (0, 0))[0]
                for item, first, last in _item_extents(content, inside[b"iloc"][0], data_start):
                    if item in private and last <= len(content):
                        extents.append((private[item], first, last))
    return extents


def _iter_boxes(content: bytes, at: int, end: int) -> Boxes:
    """Yield name, start and end of the contents of the boxes in a range of the file."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, at + 8)
            head = 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise ValueError("a box is larger than its parent")
        yield name, at + head, at + size
        at += size


def _item_types(content: bytes, start: int, end: int) -> dict[int, bytes]:
    """Return the kind of every item, from the box `iinf`."""
    kinds = {}
    first = start + (6 if content[start] == 0 else 8)
    for name, at, _end in _iter_boxes(content, first, end):
        version = content[at]
        if name == b"infe" and version in (2, 3):
            item, _protection, kind = struct.unpack_from(
                ">HH4s" if version == 2 else ">IH4s", content, at + 4
            )
            kinds[item] = kind
    return kinds


def _item_extents(content: bytes, at: int, data_start: int) -> Iterator[tuple[int, int, int]]:
    """Yield id, start and end of every extent of every item, from the box `iloc`."""
    version = content[at]
    at += 4
    offset_size, length_size = content[at] >> 4, content[at] & 15
    base_size, index_size = content[at + 1] >> 4, content[at + 1] & 15 if version else 0
    at += 2
    wide = 4 if version == 2 else 2

    def number(size: int) -> int:
        nonlocal at
        value = int.from_bytes(content[at : at + size], "big")
        at += size
        return value

    for _item in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size) + (data_start if method == 1 else 0)
        for _extent in range(number(2)):
            number(index_size)
            start = base + number(offset_size)
            yield item, start, start + number(length_size)
