"""The content of a page as a reader takes it in, without what templates may change around it."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

# Shorter ones are labels and buttons.
MIN_LENGTH = 40


def main_text(html: str) -> dict[str, Any]:
    """Return the title, the paragraphs and the references of a page."""
    main = BeautifulSoup(html, "html.parser").main
    assert main
    paragraphs = (plain(element) for element in main.select("p, li, blockquote, figcaption, td"))
    return {
        "title": plain(main.h1),
        "paragraphs": list(dict.fromkeys(p for p in paragraphs if len(p) >= MIN_LENGTH)),
        "references": {str(entry["id"]): plain(entry) for entry in main.select("li[id^=ref-]")},
    }


def plain(element: Tag | None) -> str:
    """Return the text of an element with single spaces, without citation marks and the headings
    that cells repeat on a phone."""
    if element is None:
        return ""
    copy = BeautifulSoup(str(element), "html.parser")
    for mark in copy.select("sup, button, svg, template, [popover], .cell-label"):
        mark.decompose()
    return re.sub(r"\s+", " ", copy.get_text(" ")).strip()
