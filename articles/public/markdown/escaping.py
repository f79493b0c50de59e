"""Keep what people wrote from being read as Markdown."""

import re

SPECIAL = re.compile(r"[\\`*_\[\]~]")
TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?=#?\w+;)")
# What makes a heading, a list, a rule or a quotation of the line it begins.
BLOCK_START = re.compile(r"[#>]|[-+](?=[\s-]|$)")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
DEFINITION = re.compile(r"\[[^\]]*\]:")


def escape_text(text: str) -> str:
    """Running text that is shown as it stands.

    A sign that means something only in some places ("p < 0.05") is left alone in all others, so
    that the text is good to read as it is.
    """
    text = SPECIAL.sub(r"\\\g<0>", ENTITY.sub("&amp;", text))
    text = TAG.sub("&lt;", text)
    return re.sub(r"!$", r"\\!", text)  # a link may follow, and would become a picture


def escape_line_start(text: str) -> str:
    """An escaped text that begins a line, kept from being read as the beginning of a block."""
    if numbered := NUMBERED.match(text):
        return f"{numbered[1]}\\{text[numbered.start(2) :]}"
    return f"\\{text}" if BLOCK_START.match(text) or DEFINITION.match(text) else text


def escape_url(url: str) -> str:
    """An address as the target of a link."""
    for character in " ()<>\\|":
        url = url.replace(character, f"%{ord(character):02X}")
    return url
