"""Read books, reports, chapters, trial registrations and web pages."""

import re
from typing import Any

from articles.references.parsing.author_lists import read_author_list
from articles.references.parsing.leading_authors import read_authors_or_title
from articles.references.parsing.sentences import (
    INTERNET_MARKER,
    YEAR_ALONE,
    clean_pages,
    join_sentences,
    split_sentences,
    strip_punctuation,
)
from articles.references.parsing.trailers import YEAR
from articles.references.source import SourceKind

IN_MARKER = re.compile(r"(?:^|(?<=[.?!…”\"]\s))In:\s+")
IMPRINT = re.compile(
    rf"(?:(?P<place>[^:;]{{1,120}}):\s+)?(?P<publisher>[^;]{{1,255}});\s*[c©]?(?P<year>{YEAR})"
    r"(?:[-–]\d{2,4})?(?:\s?:\s?(?P<pages>\S.{0,60}))?"
)
IMPRINT_WITH_COMMA = re.compile(
    rf"(?P<place>[^:;]{{1,120}}):\s+(?P<publisher>[^;:]{{1,255}}),\s*[c©]?(?P<year>{YEAR})"
)
EDITORS = re.compile(r"(.{3,}?),?\s(?:\((?:editors?|eds?)\.?\)|(?<=,\s)(?:editors?|eds?))")
PAGES = re.compile(r"pp?\.?\s?(\S*\d\S*(?:\s?[–-]\s?\S+)?)")
DETAILS = (
    ("edition", re.compile(r"(\S{1,20}(?:\s\S{1,20}){0,2}?),?\s(?:ed|edn|edition)", re.IGNORECASE)),
    ("volume", re.compile(r"Vol(?:ume|\.)?\s(\S.{0,40})")),
    ("issue", re.compile(r"Report (?:No\.?|number)\s?:?\s?(\S.{0,60})", re.IGNORECASE)),
    ("pages", re.compile(r"(\d{1,5}) ?p(?:ages|p)?")),
    ("container", re.compile(r"\((.{3,})\)")),
)
# Fields that only a book has, and never a web page.
BOOK_FIELDS = {"edition", "volume", "issue", "pages", "editors", "container"}


def read_chapter(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of a chapter; None without an "In:" between title and book."""
    parts = IN_MARKER.split(text, maxsplit=1)
    if len(parts) < 2:
        return None
    authors, title = read_authors_or_title(INTERNET_MARKER.sub("", parts[0]), others=1)
    book = _read_details(INTERNET_MARKER.sub("", parts[1]))
    container = join_sentences(book.pop("words"))
    if not title or not container:
        return None
    book |= {"kind": SourceKind.CHAPTER.value, "container": container}
    return book | {"authors": authors, "title": join_sentences(title)}


def read_book(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of a book or report; None without a publisher or other book details.

    It is a report if it has a report number or if all its authors are groups.
    """
    found = _read_details(INTERNET_MARKER.sub("", text))
    is_book = BOOK_FIELDS & found.keys() or "isbn" in fields
    marker = INTERNET_MARKER.search(text)
    if marker and "publisher" in found and "accessed" not in fields:
        # No name of a site stands before the publisher.
        is_book = is_book or not _read_details(text[marker.end() :])["words"]
    if not (is_book or ("publisher" in found and not marker)):
        return None
    authors, title = read_authors_or_title(" ".join(found.pop("words")), others=1)
    if not title:
        return None
    is_report = "issue" in found or (authors and all(author.group for author in authors))
    kind = SourceKind.REPORT if is_report else SourceKind.BOOK
    return found | {"kind": kind.value, "authors": authors, "title": join_sentences(title)}


def read_trial(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of a trial; None without a registration and a registry or URL."""
    if "registration" not in fields:
        return None
    found = _read_details(INTERNET_MARKER.sub("", text))
    authors, parts = read_authors_or_title(" ".join(found.pop("words")), others=2)
    registry = parts.pop() if len(parts) > 1 else ""
    if not registry and "url" not in fields:
        return None
    found |= {"kind": SourceKind.TRIAL.value, "container": strip_punctuation(registry)}
    return found | {"authors": authors, "title": join_sentences(parts)}


def read_web_page(text: str, fields: dict[str, Any]) -> dict[str, Any] | None:
    """Return the fields of a web page; None without a URL, a day of access or "[Internet]"."""
    marker = INTERNET_MARKER.search(text)
    if not marker and not fields.keys() & {"url", "accessed"}:
        return None
    if marker:
        found = _read_details(text[marker.end() :])
        authors, title = read_authors_or_title(text[: marker.start()], others=1)
        rest = found.pop("words")
        if len(title) > 1 and not rest and "publisher" not in found:
            rest = [title.pop()]
    else:
        found = _read_details(text)
        authors, parts = read_authors_or_title(" ".join(found.pop("words")), others=2)
        title = parts[: max(1, len(parts) - 2)]
        rest = parts[len(title) :]
    names = dict(zip(("container", "publisher"), map(strip_punctuation, rest), strict=False))
    found |= {"kind": SourceKind.WEB_PAGE.value, "authors": authors}
    return names | found | {"title": join_sentences(title)}


def _read_details(text: str) -> dict[str, Any]:
    """Return the details of a book by field, and under "words" the sentences before them.

    A sentence after the publisher is the series; those after the series are "left".
    """
    words: list[str] = []
    found: dict[str, Any] = {}
    left: list[str] = []
    for sentence in split_sentences(text):
        detail = _read_detail(strip_punctuation(sentence))
        new = {name: value for name, value in detail.items() if name not in found}
        if new:
            found |= new
        elif not found.keys() - {"editors"}:
            words.append(sentence)
        elif "publisher" in found and "container" not in found:
            found["container"] = strip_punctuation(sentence)
        else:
            left.append(sentence)
    return found | {"words": words, "left": " ".join(left)}


def _read_detail(text: str) -> dict[str, Any]:
    """Return the fields in one sentence after the title; empty for any other sentence."""
    if match := IMPRINT.fullmatch(text) or IMPRINT_WITH_COMMA.fullmatch(text):
        fields: dict[str, Any] = {k: v.strip() for k, v in match.groupdict().items() if v}
        fields["year"] = int(match["year"])
        return fields | ({"pages": clean_pages(match["pages"])} if "pages" in fields else {})
    if match := YEAR_ALONE.fullmatch(text):
        return {"year": int(match[1])}
    if match := EDITORS.fullmatch(text):
        return {"editors": read_author_list(match[1].rstrip(","))}
    if match := PAGES.fullmatch(text):
        return {"pages": clean_pages(match[1])}
    for name, pattern in DETAILS:
        if match := pattern.fullmatch(text):
            return {name: strip_punctuation(match[1])}
    return {}
