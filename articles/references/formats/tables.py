"""Tables (CSV) that databases export, read by the names of their columns."""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from articles.references.authors import Author, parse_author
from articles.references.formats.decoding import UnreadableError
from articles.references.formats.record import (
    Record,
    build_record,
    guess_kind,
    limit_records,
    read_person,
    single_line,
    split_serial_numbers,
    unreadable_record,
)
from articles.references.source import SourceKind
from articles.references.study_types import detect_study_type

# The columns of PubMed, Scopus and Zotero, in lower case; the first one that is filled counts.
COLUMNS = {
    "authors": ("author full names", "authors", "author"),
    "editors": ("editors", "editor"),
    "title": ("title",),
    "container": ("source title", "journal/book", "publication title"),
    "container_short": ("abbreviated source title", "journal abbreviation"),
    "year": ("year", "publication year", "date"),
    "published": ("date",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages", "art. no."),
    "publisher": ("publisher",),
    "place": ("place",),
    "edition": ("edition",),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmed id"),
    "pmcid": ("pmcid",),
    "url": ("url",),
    "accessed": ("access date",),
}
# The columns by which the tables of PubMed, Scopus and Zotero are recognised.
KNOWN_TABLES = (
    {"title", "journal/book", "pmid"},
    {"title", "source title", "authors"},
    {"title", "publication title", "item type"},
)
KIND_TYPES = {
    "article": SourceKind.ARTICLE,
    "review": SourceKind.ARTICLE,
    "journalarticle": SourceKind.ARTICLE,
    "book": SourceKind.BOOK,
    "book chapter": SourceKind.CHAPTER,
    "booksection": SourceKind.CHAPTER,
    "conference paper": SourceKind.CHAPTER,
    "conferencepaper": SourceKind.CHAPTER,
    "report": SourceKind.REPORT,
    "thesis": SourceKind.DISSERTATION,
    "webpage": SourceKind.WEB_PAGE,
    "preprint": SourceKind.PREPRINT,
}
DELIMITERS = ",;\t"
MAX_HEADER_LENGTH = 5_000
# "J Tests. 2006 Sep;7(9):611-4. doi: …", in which PubMed alone has volume, issue and pages.
PUBMED_PLACE = re.compile(
    r"\.\s(?P<published>\d{4}[^;:.]{0,20});(?P<volume>[^;:(]{0,40})(?:\((?P<issue>[^)]{1,40})\))?"
    r"(?::(?P<pages>[\w-]+(?:, [\w-]+)*))?"
)
SCOPUS_NUMBER = re.compile(r"\s*\(\d{6,}\)\s*$")
MAX_NAME_LENGTH = 80


def find_header(text: str) -> tuple[list[str], str]:
    """Return the names of the columns in lower case and their delimiter, if it is a table.

    The first line of a table has a title among its columns, and each column has a short name.
    """
    first = text.lstrip("\n").partition("\n")[0]
    if len(first) > MAX_HEADER_LENGTH:
        return [], ""
    for delimiter in DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        columns = [single_line(name).lower() for name in names]
        if len(columns) > 2 and "title" in columns and max(map(len, columns)) < MAX_NAME_LENGTH:
            return columns, delimiter
    return [], ""


def is_known(columns: Iterable[str]) -> bool:
    """Return True if the columns are those of a database whose tables are read."""
    return any(known.issubset(columns) for known in KNOWN_TABLES)


def read(text: str) -> list[Record]:
    """Return a record for each row below the header, or raise UnreadableError."""
    columns, delimiter = find_header(text)
    if not is_known(columns):
        raise UnreadableError(
            _(
                "The columns of this table are unknown; those of PubMed, Scopus and Zotero are "
                "known. Export the references as RIS instead."
            )
        )
    lines = text.lstrip("\n").split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    return limit_records(_records(reader, columns))


def _records(reader: Any, columns: list[str]) -> Iterator[Record]:
    try:
        next(reader)
        for row in reader:
            if any(map(str.strip, row)):
                given = dict(zip(columns, map(single_line, row), strict=False))
                yield _record(given, ", ".join(filter(None, given.values())))
    except csv.Error:
        problem = _("From line %(line)d on, the table cannot be read.")
        yield unreadable_record("", problem % {"line": reader.line_num})


def _record(given: dict[str, str], text: str) -> Record:
    values: dict[str, Any] = {
        name: next((given[each] for each in names if given.get(each)), "")
        for name, names in COLUMNS.items()
    }
    document = given.get("document type") or given.get("item type") or ""
    if match := PUBMED_PLACE.search(given.get("citation", "")):
        values |= {name: text for name, text in match.groupdict("").items() if not values[name]}
    start, end = given.get("page start", ""), given.get("page end", "")
    if start and not given.get("pages"):
        values["pages"] = start if end in ("", start) else f"{start}-{end}"
    values |= {
        "kind": KIND_TYPES.get(document.lower()) or guess_kind(values["container"], values["url"]),
        "authors": _people(values["authors"]),
        "editors": _people(values["editors"]),
        "study_type": detect_study_type([document]) if "source title" in given else "",
        **split_serial_numbers([given.get("issn", ""), given.get("isbn", "")]),
    }
    if "journal/book" in given:
        # PubMed ends each title with a full stop, and names journals by their abbreviations.
        values["title"] = values["title"].removesuffix(".")
        values["container_short"], values["container"] = values["container"], ""
    return build_record(values, text)


def _people(text: str) -> list[Author]:
    """Return the people of "Bryan, Chris J. (123456); Roe, A", or of "Roe PB, Doe AB."."""
    if ";" in text or re.fullmatch(r"[^,]+, [^,]+", SCOPUS_NUMBER.sub("", text)):
        names = [SCOPUS_NUMBER.sub("", name).strip() for name in text.split(";")]
        if len(names) > 1 or not parse_author(names[0].partition(",")[0]).given:
            return [read_person(name) for name in names if name]
    return [read_person(name) for name in map(str.strip, text.rstrip(".").split(",")) if name]
