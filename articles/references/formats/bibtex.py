"""BibTeX and BibLaTeX: the fields of entries as values of a source."""

import re
from collections.abc import Iterator
from typing import Any

from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from django.utils.translation import gettext as _

from articles.references.authors import Author
from articles.references.formats.bibtex_blocks import ENTRY_START, BibtexEntry, parse_entries
from articles.references.formats.latex import decode_latex
from articles.references.formats.record import (
    MAX_AUTHORS,
    MAX_NAME_LENGTH,
    MAX_RECORDS,
    Record,
    build_person,
    build_record,
    guess_kind,
    invert_kinds,
    limit_records,
    overflow_record,
    single_line,
    unreadable_record,
)
from articles.references.identifiers import find_dois, find_pmids
from articles.references.source import SourceKind

FIELD_NAMES = {
    "container": (
        *("fjournal", "journaltitle", "journal", "booktitle", "maintitle", "website"),
        *("eprinttype", "archiveprefix"),
    ),
    "container_short": ("shortjournal", "journal-iso", "abbrev_source_title"),
    "year": ("year", "date"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid", "article-number", "articleno", "art_number"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "place": ("address", "location"),
    "edition": ("edition",),
    "doi": ("doi",),
    "pmid": ("pmid",),
    "pmcid": ("pmcid", "pmc"),
    "issn": ("issn",),
    "isbn": ("isbn",),
    "accessed": ("urldate",),
}
KIND_TYPES = {
    SourceKind.ARTICLE: "article periodical suppperiodical",
    SourceKind.BOOK: "book mvbook collection mvcollection proceedings mvproceedings reference",
    SourceKind.CHAPTER: "inbook bookinbook conference incollection inproceedings inreference"
    " suppbook suppcollection",
    SourceKind.REPORT: "booklet manual report techreport",
    SourceKind.DISSERTATION: "phdthesis thesis",
    SourceKind.THESIS: "mastersthesis",
    SourceKind.WEB_PAGE: "electronic online webpage www",
    SourceKind.PREPRINT: "preprint unpublished",
}
KIND_BY_TYPE = invert_kinds(KIND_TYPES)
# What the title of the whole is for its part, and what a part does not take from the whole.
TITLE_OF_WHOLE = {"title": "booktitle", "subtitle": "booksubtitle"}
NOT_INHERITED = {"author", "pages", "doi", "url", "note", "crossref", "abstract", "keywords", "eid"}
NAME_FIELDS = ("author", "editor")
NOTES = ("note", "annote", "annotation", "addendum", "extra")
# Fields in which underscores, tildes and percent signs are literal.
VERBATIM_FIELDS = {"url", "doi", "howpublished", "pmid", "pmc", "pmcid", "issn", "isbn"}
VERBATIM_FIELDS |= {"date", "urldate", "crossref", "file"}
ESCAPED = re.compile(r"\\([_%&#~{}$])|\{([^{}]*)\}")
# Splitting names drops the backslash of an accent after "and"; an empty group prevents that.
ACCENT_FIRST = re.compile(r"(\sand\s+)(?=\\)", re.IGNORECASE)
BRACED = re.compile(r"\{(?:[^{}]|\{[^{}]*\})*\}")
# No person without a comma has these words: "American Rights at Work".
GROUP_WORDS = re.compile(r"\s(?:at|for|of|on|the|in)\s")
URL = re.compile(r"https?://[^\s{}\"<>]+", re.IGNORECASE)
PREPRINT_SERVER = re.compile(r"\b(?:arxiv|biorxiv|medrxiv|psyarxiv|preprint)", re.IGNORECASE)
MASTERS = re.compile(r"master|mathesis|m\.?sc\b|m\.?a\.? thesis", re.IGNORECASE)


def read(text: str) -> list[Record]:
    """Return a record for each entry, with a problem if it cannot be parsed."""
    head = _limit_entries(text)
    entries = list(parse_entries(head))
    by_key = {entry.key.lower(): entry for entry in entries if entry.key}
    records = limit_records(_record(entry, by_key) for entry in entries)
    if len(head) < len(text) and len(records) <= MAX_RECORDS:
        records.append(overflow_record(text[len(head) :]))
    return records


def _limit_entries(text: str) -> str:
    """Return the start of a file, with about as many entries as are read."""
    starts = (match.start() for match in ENTRY_START.finditer(text))
    end = next((start for count, start in enumerate(starts) if count > MAX_RECORDS), len(text))
    return text[:end]


def _record(entry: BibtexEntry, by_key: dict[str, BibtexEntry]) -> Record:
    if entry.problem:
        return unreadable_record(entry.raw, entry.problem)
    notes = list(entry.notes)
    texts = _inherit(entry, by_key)
    given = {name: _field_value(name, text) for name, text in texts.items()}
    people = {name: list(_people(texts.get(name, ""), notes)) for name in NAME_FIELDS}
    values: dict[str, Any] = {
        name: next((given[key] for key in keys if given.get(key)), "")
        for name, keys in FIELD_NAMES.items()
    }
    values |= {
        "kind": _kind(entry.type, given, values["container"]),
        "title": ": ".join(filter(None, (given.get("title"), given.get("subtitle")))),
        "authors": people["author"],
        "editors": people["editor"],
        "published": _published(given, values["year"]),
        "pages": re.sub(r" *[-–—]+ *", "-", values["pages"]),
        "url": _url(given),
        "issn": re.split(r"[,;\s]+", values["issn"]),
        "isbn": re.split(r"[,;]", values["isbn"]),
    }
    if given.get("fjournal") and not values["container_short"]:
        values["container_short"] = given.get("journal", "")
    if not values["title"]:
        values["title"], values["container"] = values["container"], ""
    if given.get("eprinttype", "").lower() == "pubmed":
        values["pmid"] = values["pmid"] or given.get("eprint", "")
    remarks = " ".join(given.get(name, "") for name in NOTES)
    values["pmid"] = values["pmid"] or find_pmids(remarks)
    values["doi"] = values["doi"] or find_dois(remarks)
    return build_record(values, entry.raw, notes)


def _inherit(entry: BibtexEntry, by_key: dict[str, BibtexEntry]) -> dict[str, str]:
    """Return the fields of an entry, with those of the whole that its `crossref` names."""
    own: dict[str, str] = {}
    for name, text in entry.fields:
        own.setdefault(name, text)
    whole = by_key.get(own.get("crossref", "").strip().lower())
    if not whole or whole is entry:
        return own
    inherited = {name: text for name, text in whole.fields if name not in NOT_INHERITED}
    is_part = KIND_BY_TYPE.get(entry.type) == SourceKind.CHAPTER
    for name, text in inherited.items():
        own.setdefault(TITLE_OF_WHOLE.get(name, name) if is_part else name, text)
    return own


def _field_value(name: str, text: str) -> str:
    """Return the plain value of a field; verbatim ones lose only their backslashes and braces."""
    if name in NAME_FIELDS:
        return ""
    if name not in VERBATIM_FIELDS:
        return single_line(decode_latex(text))
    if name == "howpublished":
        return single_line(text)
    return single_line(ESCAPED.sub(lambda match: match[1] or match[2], text))


def _people(text: str, notes: list[str]) -> Iterator[Author]:
    """Yield persons and groups; "and others" becomes a note."""
    names = split_multiple_persons_names(ACCENT_FIRST.sub(r"\1{}", text)) if text else []
    for name in names[: MAX_AUTHORS + 1]:
        author = _author(name)
        if author == Author(family="others"):
            notes.append(_("The list of authors ends in “and others”. Add them."))
        else:
            yield author


def _author(name: str) -> Author:
    is_group = "," not in name and GROUP_WORDS.search(name)
    if len(name) > MAX_NAME_LENGTH or BRACED.fullmatch(name) or is_group:
        return Author(group=single_line(decode_latex(name)))
    parts = parse_single_name_into_parts(name, strict=False)
    texts = (" ".join(part) for part in (parts.von + parts.last, parts.first, parts.jr))
    return build_person(*(decode_latex(text) for text in texts))


def _kind(entry_type: str, given: dict[str, str], container: str) -> SourceKind:
    server = " ".join((container, given.get("howpublished", ""), given.get("archiveprefix", "")))
    if entry_type in {"article", "misc", "techreport"} and PREPRINT_SERVER.search(server):
        return SourceKind.PREPRINT
    kind = KIND_BY_TYPE.get(entry_type)
    if kind == SourceKind.DISSERTATION and MASTERS.search(given.get("type", "")):
        return SourceKind.THESIS
    return kind or guess_kind(container, _url(given))


def _published(given: dict[str, str], year: str) -> str:
    """Return the date, or year, month and day, as they are read as a date."""
    if "date" in given:
        return given["date"]
    month, day = given.get("month", ""), given.get("day", "")
    return f"{year}-{month}-{day}".rstrip("-") if month.isdigit() else f"{year} {month} {day}"


def _url(given: dict[str, str]) -> str:
    match = URL.search(given.get("howpublished", ""))
    return given.get("url") or (match[0] if match else "")
