"""Bytes of any encoding are decoded, and files that are not text are rejected."""

import pytest

from articles.references.formats.decoding import UnreadableError, decode, normalise_lines

TEXT = "TY  - JOUR\nAU  - Häuser, W\nTI  - “Pain” – naïve\nER  - \n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_common_encodings_are_detected(encoding: str):
    assert decode(TEXT.encode(encoding)) == TEXT


def test_utf_16_with_its_mark_in_front_of_big_letters_first():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_each_line_may_have_an_encoding_of_its_own():
    glued = "AU  - Häuser\n".encode() + "AU  - Häuser\n".encode("cp1252")

    assert decode(glued) == "AU  - Häuser\n" * 2


def test_bytes_that_windows_does_not_know_are_read_as_latin_1():
    assert decode(b"H\xe4user \x9d\n") == "Häuser \n"


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\u2028", "\x0c"])
def test_lines_end_in_one_newline(line_end: str):
    assert normalise_lines(f"A{line_end}B") == "A\nB"


def test_invisible_and_unstorable_characters_are_removed():
    assert normalise_lines("\ufeffA\x00\x07B\ud800C\tD") == "AB\ufffdC\tD"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"PK\x03\x04rest", "ZIP archive"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\nrest", "picture"),
        (b"\xff\xd8\xff\xe0rest", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word document"),
        (rb"{\rtf1\ansi}", "Word document"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"TY  - JOUR\x00\x01", "not text"),
        (bytes(range(1, 256)), "not text"),
        (b"a" * 20_000_001, "larger than 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_binary_data_is_reported(data: bytes, message: str):
    with pytest.raises(UnreadableError, match=message):
        decode(data)
