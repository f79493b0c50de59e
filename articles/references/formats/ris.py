"""RIS, which every reference manager reads and writes; `ris_writing` writes it.

Reading what was written returns the same sources: fields that RIS has no tag for are in custom
tags.
"""

import re
from collections.abc import Iterator
from typing import Any

from articles.references.authors import Author
from articles.references.formats.record import (
    Record,
    build_record,
    guess_kind,
    invert_kinds,
    limit_records,
    read_person,
    split_serial_numbers,
)
from articles.references.formats.tagged_lines import Values, first_value, values_by_tag
from articles.references.identifiers import DOI_WHOLE, find_dois, find_pmids
from articles.references.source import SourceKind
from articles.references.study_types import detect_study_type

# The tags of a field; the first one is written. Pages (SP, EP), ISSN and ISBN (both SN) and the
# custom tags are handled separately.
FIELD_TAGS = {
    "title": ("TI", "T1", "CT"),
    "authors": ("AU", "A1"),
    "editors": ("A2", "ED"),
    "container": ("T2", "JF", "JO", "BT"),
    "container_short": ("J2", "JA"),
    "year": ("PY", "DA", "Y1"),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "publisher": ("PB",),
    "place": ("CY", "PP"),
    "edition": ("ET",),
    "doi": ("DO", "DI"),
    "pmid": ("AN",),
    "pmcid": ("C2",),
    "url": ("UR",),
    "accessed": ("Y2",),
}
# Other programs use these tags for other fields, so each value starts with its name.
CUSTOM_TAGS = {
    "registration": ("C3", "Registration: "),
    "study_type": ("C4", "Study type: "),
    "state": ("C5", "State: "),
    "state_note": ("C6", "Notice: "),
}
# The first tag of a kind is written.
KIND_TAGS = {
    SourceKind.ARTICLE: "JOUR EJOUR JFULL MGZN NEWS ABST INPR",
    SourceKind.BOOK: "BOOK EBOOK EDBOOK CLSWK ANCIENT SER",
    SourceKind.CHAPTER: "CHAP ECHAP CONF CPAPER DICT ENCYC",
    SourceKind.REPORT: "RPRT GOVDOC STAND PAMP BILL CASE LEGAL STAT DATA",
    SourceKind.DISSERTATION: "THES",
    SourceKind.WEB_PAGE: "ELEC WEB BLOG ICOMM DBASE AGGR MULTI VIDEO SOUND",
    SourceKind.PREPRINT: "UNPB MANSCPT",
}
CONFERENCES = ("CONF", "CPAPER")
KIND_BY_TAG = invert_kinds(KIND_TAGS)
# The type of work (M3) tells those apart that have no type or share one in RIS.
WORK_TYPES = {
    SourceKind.TRIAL: "Clinical trial registration",
    SourceKind.PREPRINT: "Preprint",
    SourceKind.DISSERTATION: "Doctoral dissertation",
    SourceKind.THESIS: "Master's thesis",
}
MASTERS = re.compile(r"master|m\.?sc\b", re.IGNORECASE)
TRIAL_WORK_TYPE = re.compile(r"trial regist", re.IGNORECASE)

# Many programs are careless with the spaces behind these; any other tag needs two.
KNOWN_TAGS = re.compile(
    r"A[1-4BDNU]|BT|C[1-8ANPTY]|D[ABIOP]|E[DPRT]|I[DS]|J[2AFO]|KW|L[1-4AB]|M[13]|N[12V]|OP|P[BPY]"
    r"|R[INP]|S[ENPT]|T[1-3AITY]|U[1-5R]|VL|Y[12]"
)
LINE = re.compile(r"[ \t]*([A-Z][A-Z0-9])([ \t]{0,3})-([ \t]*)(.*)")
NEXT_URL = re.compile(r";\s*(?=https?://)")
PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)
# Tags of which a record has at least one; other lines between two records are no record.
RECORD_TAGS = {"TI", "T1", "CT", "BT", "T2", "JF", "JO", "AU", "A1", "DO", "DI"}
EMPTY_PAGES = {"no-specified", "not specified", "n-a", "n/a", "na", "unknown"}
# "107538", "e12", "PII S0025-326X(02)00345-9": some programs use the tag for notes of their own.
ARTICLE_NUMBER = re.compile(
    r"(?:(?:PII|UNSP|ARTN):?\s*)?((?=\S*\d)(?!PMC\d)[^\s,;]+)", re.IGNORECASE
)
SERIAL_NUMBER = re.compile(r"\d{4}-?\d{3}[\dX]|\d[\d-]{8,}[\dX]", re.IGNORECASE)
ISSUE_NUMBER = re.compile(r"(?=.*\d)[\w./() -]{1,20}|[^\W\d_]{3,12}")
# Notes by which Reference Manager names fields that it had no tag for.
NOTE_LABELS = {
    "volume id": "volume",
    "edition": "edition",
    "place of publication": "place",
    "publisher name": "publisher",
    "proceedings title": "container",
    "title, monographic": "container",
    "isbn": "isbn",
}


def read(text: str) -> list[Record]:
    """Return a record for each TY … ER, or for each TY if the ER is missing."""
    return limit_records(
        build_record(_source_values(values_by_tag(lines)), original)
        for lines, original in _split_records(text)
    )


def _split_records(text: str) -> Iterator[tuple[list[tuple[str, str]], str]]:
    """Yield the tagged lines of each record, and its text as it is in the file.

    A record that lost its first line is still one. Remarks and links between two records are none.
    """
    lines: list[tuple[str, str]] = []
    original: list[str] = []
    for line in text.split("\n"):
        tag, value = _split_line(line)
        if tag in {"TY", "ER"} and lines:
            if _is_record(lines):
                yield lines, "\n".join(original)
            lines, original = [], []
        if tag != "ER" and (tag or (lines and line)):
            lines.append((tag, value))
        if lines:
            original.append(line)
    if _is_record(lines):
        yield lines, "\n".join(original)


def _is_record(lines: list[tuple[str, str]]) -> bool:
    return bool(lines) and (lines[0][0] == "TY" or any(tag in RECORD_TAGS for tag, _value in lines))


def _split_line(line: str) -> tuple[str, str]:
    """Return tag and value; the tag is empty if the line continues a value."""
    match = LINE.match(line)
    if not match:
        return "", line.strip()
    tag, gap, space, value = match.groups()
    value = value.strip()
    if tag == "TY" or (tag == "ER" and not value):
        return tag, value
    is_tag = gap and (space or not value) and (gap == "  " or KNOWN_TAGS.fullmatch(tag))
    return (tag, value) if is_tag else ("", line.strip())


def _source_values(given: Values) -> dict[str, Any]:
    """Return the raw values of a source from the values of the tags."""
    works = [work for text in given.get("M3", ()) for work in text.split(";")]
    values: dict[str, Any] = {name: first_value(given, *tags) for name, tags in FIELD_TAGS.items()}
    values |= {name: _custom_value(given, *custom) for name, custom in CUSTOM_TAGS.items()}
    values["kind"] = kind = _kind(given, works)
    values["authors"] = _people(given, "AU", "A1")
    values["editors"] = _editors(given, kind)
    values["year"] = _year(given)
    values["published"] = _month_or_day(given)
    values["pages"] = _pages(given)
    values["study_type"] = values["study_type"] or detect_study_type(works)
    values["url"] = NEXT_URL.split(values["url"])[0]
    values["doi"] = values["doi"] or _doi(given)
    values |= split_serial_numbers(given.get("SN", ()))
    values |= _pubmed_numbers(given)
    values["issue"] = values["issue"] or _issue(given, kind)
    _use_labelled_notes(values, given)
    _resolve_titles(values, given)
    return values


def _custom_value(given: Values, tag: str, label: str) -> str:
    """Return the value of a custom tag that `ris_writing` has written."""
    ours = (value for value in given.get(tag, ()) if value.startswith(label))
    return next(ours, "").removeprefix(label)


def _kind(given: Values, works: list[str]) -> SourceKind:
    if any(TRIAL_WORK_TYPE.search(work) for work in works):
        return SourceKind.TRIAL
    if any(work.strip().lower() == "preprint" for work in works):
        return SourceKind.PREPRINT
    tag = first_value(given, "TY").upper().partition(" ")[0]
    if tag == "THES" and any(map(MASTERS.search, works)):
        return SourceKind.THESIS
    journal = first_value(given, "T2", "JF", "JO", "J2", "JA")
    return KIND_BY_TAG.get(tag) or guess_kind(journal, first_value(given, "UR"))


def _people(given: Values, *tags: str) -> list[Author]:
    """Return the names of these tags in the order of the file."""
    return [read_person(name) for name in given.in_order(*tags)]


def _editors(given: Values, kind: SourceKind) -> list[Author]:
    """Return the editors; those of a book are in A3 if A2 has the editors of its series."""
    if kind == SourceKind.BOOK and (editors := _people(given, "A3", "ED")):
        return editors
    return _people(given, "A2", "ED")


def _year(given: Values) -> list[str]:
    """Return what may have the year, the tag that others replaced last; "0000" is none."""
    values = [value for tag in FIELD_TAGS["year"] for value in given.get(tag, ())]
    return [value for value in values if not re.fullmatch(r"[0/\s-]*", value)]


def _month_or_day(given: Values) -> list[str]:
    """Return what may have month and day; Web of Science has "JUN 12" apart from the year."""
    dates = _year(given)
    return [*dates, *(f"{first_value(given, 'PY')} {text}" for text in given.get("DA", ()))]


def _pages(given: Values) -> str:
    """Return "356-363" or the article number.

    Some programs put the range or the same page into both tags, and Ovid "No" and "Specified".
    """
    start, end = first_value(given, "SP"), first_value(given, "EP")
    pages = start if start == end or "-" in start else "-".join(filter(None, (start, end)))
    if pages and pages.lower() not in EMPTY_PAGES:
        return pages
    numbers = map(ARTICLE_NUMBER.fullmatch, given.get("C7", ()))
    return next((match[1] for match in numbers if match), "")


def _issue(given: Values, kind: SourceKind) -> str:
    """Return the issue that EndNote has in M1, or the number of a report in M1 or SN."""
    if kind in (SourceKind.ARTICLE, SourceKind.PREPRINT):
        return next(filter(ISSUE_NUMBER.fullmatch, given.get("M1", ())), "")
    if kind != SourceKind.REPORT:
        return ""
    numbers = [text for text in given.get("SN", ()) if not SERIAL_NUMBER.search(text)]
    return next(iter(numbers), "") or first_value(given, "M1")


def _doi(given: Values) -> list[str]:
    """Return the DOIs in tags of links, and notes that are nothing but a DOI."""
    notes = [note for note in given.get("N1", ()) if DOI_WHOLE.fullmatch(note)]
    return find_dois(" ".join(given.get("M3", []) + given.get("L3", []) + notes))


def _pubmed_numbers(given: Values) -> dict[str, Any]:
    """Return AN and C2 if they look like PubMed's, which other databases use too, or from notes."""
    pmid, pmcid, database = (first_value(given, tag) for tag in ("AN", "C2", "DB"))
    is_pmid = re.fullmatch(r"\d{1,8}", pmid) and (not database or PUBMED.search(database))
    notes = " ".join(given.get("AN", []) + given.get("N1", []))
    return {
        "pmid": pmid if is_pmid else find_pmids(notes),
        "pmcid": pmcid if re.fullmatch(r"PMC\d+", pmcid, re.IGNORECASE) else "",
    }


def _use_labelled_notes(values: dict[str, Any], given: Values) -> None:
    """Fill empty fields from notes such as "Publisher Name: …", which also say what VL holds."""
    for note in given.get("N1", ()):
        label, _colon, value = note.partition(": ")
        name = NOTE_LABELS.get(label.lower())
        if name == "volume" and values["volume"] and not values["edition"]:
            values["edition"], values["volume"] = values["volume"], value
        elif name and not values[name]:
            values[name] = value


def _resolve_titles(values: dict[str, Any], given: Values) -> None:
    """Tell the titles apart.

    JF is the journal whatever T2 is, which may be the second line of a title. A JO shorter than
    the journal is its abbreviation. Ovid and EBSCO end the title in T1 with a full stop. The BT of
    a book, and the only title of a record, is its title.
    """
    kind = values["kind"]
    if kind == SourceKind.ARTICLE:
        values["container"] = first_value(given, "JF") or values["container"]
        if not given.get("TI") and not values["title"].endswith(".."):
            values["title"] = values["title"].removesuffix(".")
    elif first_value(given, "TY") in CONFERENCES:
        values["container"] = first_value(given, "C3") or values["container"]
        values["place"] = first_value(given, "C1") or values["place"]
    journal = first_value(given, "JO")
    is_abbreviated = len(journal) < len(values["container"]) or "." in journal
    if not values["container_short"] and is_abbreviated:
        values["container_short"] = journal
    if not values["title"]:
        values["title"], values["container"] = values["container"], ""
