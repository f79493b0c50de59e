"""Read what stands behind the authors: title, journal or book, volume, publisher."""

import re
from collections.abc import Iterator
from typing import Any

from articles.references.authors import Author
from articles.references.parsing.imprints import (
    PLACE_AND_COUNTRY,
    THESIS,
    THESIS_HINT,
    read_book_of_chapter,
    split_place,
    take_details,
    take_imprint,
)
from articles.references.parsing.locators import DATE, MONTHS, YEAR_AT_END, find_locators
from articles.references.parsing.sentences import (
    INTERNET_MARKER,
    join_sentences,
    split_sentences,
    strip_punctuation,
)
from articles.references.parsing.titles import (
    is_publisher,
    split_quoted,
    split_title,
    split_title_by_comma,
    strip_container,
)
from articles.references.parsing.trailers import YEAR
from articles.references.source import SourceKind

IN_MARKER = re.compile(
    r"(?:^|(?<=[.?!…”\"’]\s)|(?<=[.?!”\"’],\s)|(?<=,\s))"
    r"(?:In:\s|In\s(?=[A-Z\[]|\d)|in:\s|in\s(?=[A-Z]))"
)
PREPRINT_SERVERS = re.compile(
    r"(?:arxiv|(?:bio|med|chem)rxiv|(?:psy|soc)arxiv|research square|ssrn|preprints\.org|preprints"
    r"|osf preprints|authorea|zenodo)(?: preprints?)?",
    re.IGNORECASE,
)
# The end of a chapter where no "In" stands before the book.
BOOK_WITH_PAGES = re.compile(rf".*;\s{YEAR},\spp?\.\s.*", re.DOTALL)
EDITED_BY_AT_END = re.compile(r",\sedited by\s[^,]{4,200}$")
DAY_AT_END = re.compile(rf"[.,;]?\s?\(?({DATE})\)?$")
DAY_IN_DATE = re.compile(rf"{MONTHS}\s\d{{1,2}}\b(?!\d)|\d\s{MONTHS}", re.IGNORECASE)
DAY_ALONE = re.compile(r"\d{1,2}\s[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s\d{1,2}")
GENRE = re.compile(
    r"\s*\[(?!Internet)(?:[A-Z][a-z]+|Preprint|Data set|Dataset|Video|Blog|Computer software"
    r"|Press release|Review of [^\[\]]{3,120})(?:\s[a-z]+){0,3}\]"
)


def read_body(text: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the ways to read all that follows the authors, and a year if `known` has one.

    `known` also has the identifiers and dates that were found before, which tell kinds apart.
    """
    text = text.strip(" ,;")
    quoted = split_quoted(text)
    title, rest = quoted or ("", text)
    is_thesis = THESIS.search(rest) if THESIS_HINT.search(rest) else None
    if is_thesis and (thesis := _read_thesis(title, rest, is_thesis)):
        yield thesis
    yield from _read_chapter(title, rest)
    if not quoted and (match := BOOK_WITH_PAGES.match(text)):
        title, book = split_title(match[0])
        if fields := book and read_book_of_chapter(book):
            yield {"kind": SourceKind.CHAPTER.value, "title": title} | fields
        title = ""
    if quoted:
        yield from _read_behind_title(title, rest, known)
        return
    for locator in find_locators(text, is_dated="year" in known):
        title, container = split_title(locator.before)
        if not container:
            title, container = split_title_by_comma(locator.before)
        if container and "year" not in known:
            container, when = _split_year(container)
        else:
            when = {}
        if container and (locator.fields.keys() - {"year"} or text.endswith((")", ")."))):
            yield _article(title, container, when | locator.fields)
    yield from _read_book(text, known)


def _article(title: str, container: str, fields: dict[str, Any]) -> dict[str, Any]:
    is_preprint = PREPRINT_SERVERS.fullmatch(container)
    kind = SourceKind.PREPRINT if is_preprint else SourceKind.ARTICLE
    return fields | {"kind": kind.value, "title": title, "container": container}


def _split_year(container: str) -> tuple[str, dict[str, Any]]:
    """Return the journal of "J Tests 1989" or "J Tests (1989)", and the year."""
    match = DAY_AT_END.search(container)
    if not match or not match.start() or not (year := re.search(YEAR, match[1])):
        return container, {}
    return container[: match.start()].rstrip(" ,."), {"year": int(year[0])}


def _read_thesis(title: str, rest: str, match: re.Match[str]) -> dict[str, Any] | None:
    before, behind = rest[: match.start()], rest[match.end() :].strip(" ,.;:")
    school = match["school"] or ""
    if not title:
        title, before = strip_punctuation(before), ""
    names = school or behind or before
    names, when = _split_year(strip_punctuation(names))
    if re.fullmatch(rf"\(?{YEAR}\)?", names):
        names, when = "", {"year": int(names.strip("()"))}
    if not title:
        return None
    is_first_degree = re.match(r"M(?!D)|Bachelor|Undergraduate|Diploma", match["thesis"])
    kind = SourceKind.THESIS if is_first_degree else SourceKind.DISSERTATION
    return {"kind": kind.value, "title": title, "publisher": names} | when


def _read_chapter(title: str, rest: str) -> Iterator[dict[str, Any]]:
    """Yield the reading of "Title. In: Book" and of "Title", in Book."""
    marker = IN_MARKER.search(rest)
    if not marker or (title and marker.start() > 2):
        return
    before = strip_punctuation(INTERNET_MARKER.sub("", rest[: marker.start()])).rstrip(",. ")
    if title and before:
        return
    book = read_book_of_chapter(INTERNET_MARKER.sub("", rest[marker.end() :]))
    if book and (title or before):
        yield {"kind": SourceKind.CHAPTER.value, "title": title or before} | book


def _read_behind_title(title: str, rest: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the readings of the text behind a title in quotation marks."""
    rest = INTERNET_MARKER.sub("", GENRE.sub("", rest)).strip(" ,;.")
    is_chapter = not DAY_IN_DATE.search(rest)
    for locator in find_locators(rest, is_dated="year" in known):
        container, when = _split_year(strip_container(locator.before))
        fields = when | locator.fields
        if match := EDITED_BY_AT_END.search(container):
            container = container[: match.start()]
        if container and fields.keys() & {"volume", "issue"}:
            yield _article(title, container, fields)
        elif (
            is_chapter
            and "pages" in fields
            and (book := read_book_of_chapter(rest))
            and book.get("publisher")
        ):
            yield {"kind": SourceKind.CHAPTER.value, "title": title} | book
        elif container:
            yield _page_or_paper(title, container, fields, known)
    book = read_book_of_chapter(rest) or {}
    if book.get("publisher") and book.keys() & {"place", "editors", "pages"}:
        yield {"kind": SourceKind.CHAPTER.value, "title": title} | book
    container, when = _split_year(strip_container(rest))
    container = re.sub(r",\s(?:\d{1,2}\s[A-Z][a-z]+\.?|[A-Z][a-z]+\.?\s\d{1,2})$", "", container)
    if DAY_ALONE.fullmatch(container) or re.fullmatch(YEAR, container):
        container = ""
    yield _page_or_paper(title, container, when, known)


def _page_or_paper(
    title: str, container: str, fields: dict[str, Any], known: dict[str, Any]
) -> dict[str, Any]:
    """Return a web page, a preprint, or the article of a newspaper that has no volume."""
    if PREPRINT_SERVERS.fullmatch(container):
        kind = SourceKind.PREPRINT
    elif ("url" in known or "accessed" in known) and "pages" not in fields and "doi" not in known:
        kind = SourceKind.WEB_PAGE
    else:
        kind = SourceKind.ARTICLE
    return fields | {"kind": kind.value, "title": title, "container": container}


def _read_book(text: str, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the readings as a book, report, web page or paper without a volume."""
    text = INTERNET_MARKER.sub("", GENRE.sub("", text))
    day = YEAR_AT_END.search(text.rstrip(" .,;"))
    by_day = bool(day and DAY_IN_DATE.search(day[0]))
    if day and by_day:
        known = known | {"is_dated_by_day": True, "year": int(re.findall(YEAR, day[0])[-1])}
        text = text[: day.start()]
    body, details = take_details(text)
    if by_day:
        details |= {"year": known["year"], "is_dated_by_day": True}
    body, imprint = take_imprint(body)
    fields = details | imprint
    parts = split_sentences(body)
    if "publisher" in fields:
        if parts:
            yield _book(join_sentences(parts), fields, known)
        return
    if len(parts) > 1:
        title, last = split_title(body)
        last, when = _split_year(last)
        if DAY_ALONE.fullmatch(last) or re.fullmatch(DATE, last):
            last = ""
        fields = when | fields
        # No comma or semicolon stands before the year of "Title. Journal 2012".
        is_paper = "year" in when and not re.search(rf"[,;]\s?{YEAR}\W*$", body)
        if is_publisher(last) or not is_paper:
            publisher, _comma, place = last.rpartition(", ")
            named = {"publisher": publisher or last, "place": place if publisher else ""}
            if is_publisher(last):
                named |= split_place(last) if PLACE_AND_COUNTRY.fullmatch(last) else {}
            yield _book(title, fields | named, known) | {"is_guess": not is_publisher(last)}
        yield _page_or_paper(title, last, fields, known)
    elif parts:
        title, when = _split_year(join_sentences(parts))
        yield _page_or_paper(title, "", when | fields, known)


def _book(title: str, fields: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    authors: tuple[Author, ...] = known.get("authors", ())
    is_report = "issue" in fields or (bool(authors) and all(author.group for author in authors))
    kind = SourceKind.REPORT if is_report else SourceKind.BOOK
    return fields | {"kind": kind.value, "title": title}
