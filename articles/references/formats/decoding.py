"""Decode the bytes of a file of any program to text."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
SIGNATURES = (
    (
        rb"PK(?:\x03\x04|\x05\x06)",
        gettext_lazy(
            "This is a ZIP archive, or a Word or Excel document. Unpack the archive and choose "
            "the file inside, or copy the references out of the document and paste them."
        ),
    ),
    (
        rb"%PDF-",
        gettext_lazy("This is a PDF. Copy the references out of it and paste them instead."),
    ),
    (
        rb"\xd0\xcf\x11\xe0|\{\\rtf",
        gettext_lazy("This is a Word document. Copy the references out of it and paste them."),
    ),
    (
        rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zXZ",
        gettext_lazy("This is a compressed file. Unpack it and choose the file inside."),
    ),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\x00|MM\x00\*|BM.{4}\x00{4}",
        gettext_lazy("This is a picture. Choose the file of references instead."),
    ),
)
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
SURROGATES = re.compile("[\ud800-\udfff]")
SAMPLE_SIZE = 100_000
MAX_CONTROL_SHARE = 0.02
MAX_FILE_SIZE = 20_000_000


class UnreadableError(ValueError):
    """A file that cannot be read; the message tells users the reason and what to do."""


def decode(data: bytes) -> str:
    """Return the text of a file with line feeds as line ends, or raise UnreadableError.

    UTF-16 and UTF-32 are recognised by byte order mark or pattern. Otherwise each line is decoded
    as UTF-8 or, if that fails, as Windows-1252, since files may be joined from several programs.
    """
    if not data.strip():
        raise UnreadableError(_("This file is empty."))
    if len(data) > MAX_FILE_SIZE:
        text = _("This file is larger than %(size)d MB. Split it.")
        raise UnreadableError(text % {"size": MAX_FILE_SIZE // 1_000_000})
    for signature, message in SIGNATURES:
        if re.match(signature, data, re.DOTALL):
            raise UnreadableError(str(message))
    encoding, start = _detect_encoding(data)
    if encoding:
        text = data[start:].decode(encoding, "replace")
    else:
        text = "".join(_decode_line(line) for line in data.splitlines(keepends=True))
    if not _is_text(text):
        raise UnreadableError(
            _("This is not text. Choose a file of references, such as RIS, nbib or BibTeX.")
        )
    return normalise_lines(text)


def normalise_lines(text: str) -> str:
    """Return the text without control characters and surrogates, with line feeds as line ends."""
    text = re.sub(r"\r\n?|[\x0c\x85\u2028\u2029]", "\n", text)
    return SURROGATES.sub("\ufffd", CONTROL_CHARACTERS.sub("", text)).removeprefix("\ufeff")


def _detect_encoding(data: bytes) -> tuple[str, int]:
    """Return the encoding of a byte order mark or pattern, and the offset of the text."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    sample = data[:SAMPLE_SIZE]
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        # Latin letters have a zero byte each; other scripts have spaces and line ends.
        if zeros.count(0) > max(len(zeros) // 2, 1) and not letters.count(0):
            return encoding, 0
    return "", 0


def _decode_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _is_text(text: str) -> bool:
    """Return False if there are NULs or many control characters, as in binary files."""
    sample = text[:SAMPLE_SIZE]
    max_controls = 1 + MAX_CONTROL_SHARE * len(sample)
    return "\x00" not in text and len(CONTROL_CHARACTERS.findall(sample)) <= max_controls
