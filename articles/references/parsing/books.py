"""Books, reports and chapters: what stands around "London: NICE; 2021"."""

import re
from typing import Any

from articles.references.parsing.authors_or_title import join_sentences, read_authors_or_title
from articles.references.parsing.sentences import (
    INTERNET_MARKER,
    read_detail,
    split_sentences,
    strip_punctuation,
)
from articles.references.source import SourceKind

IN_MARKER = re.compile(r"(?:^|(?<=[.?!…”\"]\s))In:\s+")
# What only a book has: a web page has none of these.
BOOK_FIELDS = {"edition", "volume", "issue", "pages", "editors", "container"}


def read_chapter(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A chapter: its authors and title, "In:", and the book; None without an "In:"."""
    parts = IN_MARKER.split(text, maxsplit=1)
    if len(parts) < 2:
        return None
    authors, title = read_authors_or_title(INTERNET_MARKER.sub("", parts[0]), others=1)
    book = read_book_details(INTERNET_MARKER.sub("", parts[1]))
    container = join_sentences(book.pop("words"))
    if not title or not container:
        return None
    book |= {"kind": SourceKind.CHAPTER.value, "container": container}
    return book | {"authors": authors, "title": join_sentences(title)}


def read_book(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A book or report with a publisher and a year, or with an edition, editors or a number.

    What has a report's number, or a group for its author, is a report.
    """
    found = read_book_details(INTERNET_MARKER.sub("", text))
    is_book = BOOK_FIELDS & found.keys() or "isbn" in fields
    if not (is_book or ("publisher" in found and not INTERNET_MARKER.search(text))):
        return None
    authors, title = read_authors_or_title(" ".join(found.pop("words")), others=1)
    if not title:
        return None
    is_report = "issue" in found or (authors and all(author.group for author in authors))
    kind = SourceKind.REPORT if is_report else SourceKind.BOOK
    return found | {"kind": kind.value, "authors": authors, "title": join_sentences(title)}


def read_book_details(text: str) -> dict[str, Any]:
    """What is told of a book, by field, and under "words" the sentences before all that.

    Words behind the publisher are the series; words behind that are "left".
    """
    words: list[str] = []
    found: dict[str, Any] = {}
    left: list[str] = []
    for part in split_sentences(text):
        detail = read_detail(part)
        new = {name: value for name, value in detail.items() if name not in found}
        if new:
            found |= new
        elif not found.keys() - {"editors"}:
            words.append(part)
        elif "publisher" in found and "container" not in found:
            found["container"] = strip_punctuation(part)
        else:
            left.append(part)
    return found | {"words": words, "left": " ".join(left)}
