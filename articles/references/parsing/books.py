"""Books, reports and chapters: what stands around "London: NICE; 2021"."""

import re
from typing import Any

from articles.references.parsing.authors_or_title import joined, read_opening
from articles.references.parsing.sentences import INTERNET, clean, read_detail, sentences
from articles.references.source import Kind

IN = re.compile(r"(?:^|(?<=[.?!…”\"]\s))In:\s+")
# What only a book has: a web page has none of these.
OF_BOOKS = {"edition", "volume", "issue", "pages", "editors", "container"}


def read_chapter(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A chapter: its authors and title, "In:", and the book; None without an "In:"."""
    parts = IN.split(text, maxsplit=1)
    if len(parts) < 2:
        return None
    authors, title = read_opening(INTERNET.sub("", parts[0]), others=1)
    book = read_details(INTERNET.sub("", parts[1]))
    container = joined(book.pop("words"))
    if not title or not container:
        return None
    book |= {"kind": Kind.CHAPTER.value, "container": container}
    return book | {"authors": authors, "title": joined(title)}


def read_book(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A book or report with a publisher and a year, or with an edition, editors or a number.

    What has a report's number, or a group for its author, is a report.
    """
    found = read_details(INTERNET.sub("", text))
    is_book = OF_BOOKS & found.keys() or "isbn" in fields
    if not (is_book or ("publisher" in found and not INTERNET.search(text))):
        return None
    authors, title = read_opening(" ".join(found.pop("words")), others=1)
    if not title:
        return None
    is_report = "issue" in found or (authors and all(author.group for author in authors))
    kind = Kind.REPORT if is_report else Kind.BOOK
    return found | {"kind": kind.value, "authors": authors, "title": joined(title)}


def read_details(text: str) -> dict[str, Any]:
    """What is told of a book, by field, and under "words" the sentences before all that.

    Words behind the publisher are the series; words behind that are "left".
    """
    words: list[str] = []
    found: dict[str, Any] = {}
    left: list[str] = []
    for part in sentences(text):
        detail = read_detail(part)
        new = {name: value for name, value in detail.items() if name not in found}
        if new:
            found |= new
        elif not found.keys() - {"editors"}:
            words.append(part)
        elif "publisher" in found and "container" not in found:
            found["container"] = clean(part)
        else:
            left.append(part)
    return found | {"words": words, "left": " ".join(left)}
