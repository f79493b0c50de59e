"""RIS, which every reference manager reads and writes.

`read(write(sources))` returns the same sources: fields that RIS has no tag for are written to
custom tags.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from articles.references.authors import Author, parse_author
from articles.references.formats.record import (
    Record,
    build_record,
    guess_kind,
    invert_kinds,
    limit_records,
    single_line,
)
from articles.references.formats.tagged_lines import Values, first_value, values_by_tag
from articles.references.identifiers import find_dois
from articles.references.source import Source, SourceKind
from articles.references.study_types import detect_study_type

# The tags of a field; the first one is written. Pages (SP, EP), ISSN and ISBN (both SN) and the
# custom tags are handled separately.
FIELD_TAGS = {
    "title": ("TI", "T1", "CT"),
    "authors": ("AU", "A1"),
    "editors": ("A2", "ED"),
    "container": ("T2", "JF", "JO", "BT"),
    "container_short": ("J2", "JA"),
    "year": ("PY", "Y1", "DA"),
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
    SourceKind.ARTICLE: "JOUR EJOUR JFULL MGZN NEWS ABST INPR SER",
    SourceKind.BOOK: "BOOK EBOOK EDBOOK CLSWK ANCIENT",
    SourceKind.CHAPTER: "CHAP ECHAP CONF CPAPER DICT ENCYC",
    SourceKind.REPORT: "RPRT GOVDOC STAND THES PAMP BILL CASE LEGAL STAT DATA",
    SourceKind.WEB_PAGE: "ELEC WEB BLOG ICOMM DBASE AGGR MULTI VIDEO SOUND",
    SourceKind.PREPRINT: "UNPB MANSCPT",
}
KIND_BY_TAG = invert_kinds(KIND_TAGS)
# RIS has no type for a trial registration, so it is a report with this type of work (M3).
WORK_TYPES = {SourceKind.TRIAL: "Clinical trial registration", SourceKind.PREPRINT: "Preprint"}
TRIAL_WORK_TYPE = re.compile(r"trial regist", re.IGNORECASE)

# Many programs are careless with the spaces behind these; any other tag needs two.
KNOWN_TAGS = re.compile(
    r"A[1-4BDNU]|BT|C[1-8ANPTY]|D[ABIOP]|E[DPRT]|I[DS]|J[2AFO]|KW|L[1-4AB]|M[13]|N[12V]|OP|P[BPY]"
    r"|R[INP]|S[ENPT]|T[1-3AITY]|U[1-5R]|VL|Y[12]"
)
LINE = re.compile(r"[ \t]*([A-Z][A-Z0-9])([ \t]{0,3})-([ \t]*)(.*)")
PAGE_RANGE = re.compile(r"([^\s-]+)-([^\s-]+)")
NEXT_URL = re.compile(r";\s*(?=https?://)")
PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)
ISBN_LENGTHS = (10, 13)


def read(text: str) -> list[Record]:
    """Return a record for each TY … ER, or for each TY if the ER is missing."""
    return limit_records(
        build_record(_source_values(values_by_tag(lines)), original)
        for lines, original in _split_records(text)
    )


def write(sources: Iterable[Source]) -> str:
    return "\n".join(map(_format_record, sources))


# -- Reading --------------------------------------------------------------------------------------


def _split_records(text: str) -> Iterator[tuple[list[tuple[str, str]], str]]:
    """Yield the tagged lines of each record, and its text as it is in the file."""
    lines: list[tuple[str, str]] = []
    original: list[str] = []
    for line in text.split("\n"):
        tag, value = _split_line(line)
        if tag in {"TY", "ER"} and lines:
            yield lines, "\n".join(original)
            lines, original = [], []
        # A record that lost its first line is still one.
        if tag != "ER" and (tag or (lines and line)):
            lines.append((tag, value))
        if lines:
            original.append(line)
    if lines:
        yield lines, "\n".join(original)


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
    values["kind"] = _kind(given, works)
    values["authors"] = map(parse_author, given.get("AU", []) + given.get("A1", []))
    values["editors"] = map(parse_author, given.get("A2", []) + given.get("ED", []))
    values["pages"] = _pages(given)
    values["study_type"] = values["study_type"] or detect_study_type(works)
    values["url"] = NEXT_URL.split(values["url"])[0]
    values["doi"] = values["doi"] or find_dois(" ".join(given.get("M3", []) + given.get("L3", [])))
    values |= _serial_numbers(given)
    values |= _pubmed_numbers(given)
    _resolve_titles(values, given)
    return values


def _custom_value(given: Values, tag: str, label: str) -> str:
    """Return the value of a custom tag that this module has written."""
    ours = (value for value in given.get(tag, ()) if value.startswith(label))
    return next(ours, "").removeprefix(label)


def _kind(given: Values, works: list[str]) -> SourceKind:
    if any(TRIAL_WORK_TYPE.search(work) for work in works):
        return SourceKind.TRIAL
    if any(work.strip().lower() == "preprint" for work in works):
        return SourceKind.PREPRINT
    tag = first_value(given, "TY").upper().partition(" ")[0]
    journal = first_value(given, "T2", "JF", "JO", "J2", "JA")
    return KIND_BY_TAG.get(tag) or guess_kind(journal, first_value(given, "UR"))


def _pages(given: Values) -> str:
    """Return "356-363"; some programs put the range or the same page into both tags."""
    start, end = first_value(given, "SP"), first_value(given, "EP")
    return start if start == end or "-" in start else "-".join(filter(None, (start, end)))


def _serial_numbers(given: Values) -> dict[str, list[str]]:
    """Split SN, which may hold several ISSNs and ISBNs; their lengths tell which is which."""
    numbers: dict[str, list[str]] = {"isbn": [], "issn": []}
    for number in (part for value in given.get("SN", ()) for part in re.split("[;,]", value)):
        is_isbn = len(re.findall(r"[\dXx]", number)) in ISBN_LENGTHS
        numbers["isbn" if is_isbn else "issn"].append(number)
    return numbers


def _pubmed_numbers(given: Values) -> dict[str, str]:
    """Return AN and C2 if they look like PubMed's; other databases use these tags too."""
    pmid, pmcid, database = (first_value(given, tag) for tag in ("AN", "C2", "DB"))
    is_pmid = re.fullmatch(r"\d{1,8}", pmid) and (not database or PUBMED.search(database))
    return {
        "pmid": pmid if is_pmid else "",
        "pmcid": pmcid if re.fullmatch(r"PMC\d+", pmcid, re.IGNORECASE) else "",
    }


def _resolve_titles(values: dict[str, Any], given: Values) -> None:
    """Take a JO shorter than the journal as its abbreviation, and the BT of a book as its title."""
    journal = first_value(given, "JO")
    if not values["container_short"] and len(journal) < len(values["container"]):
        values["container_short"] = journal
    if not values["title"] and values["kind"] == SourceKind.BOOK:
        values["title"], values["container"] = values["container"], ""


# -- Writing --------------------------------------------------------------------------------------


def _format_record(source: Source) -> str:
    """Return the lines of a record; no number precedes it, which some programs do not skip."""
    kind = SourceKind(source.kind)
    pages = PAGE_RANGE.fullmatch(source.pages)
    if pages and pages[1] == pages[2]:
        pages = None
    values: dict[str, Iterable[Any]] = {
        tags[0]: [getattr(source, name)] for name, tags in FIELD_TAGS.items()
    }
    values |= {
        "AU": map(_ris_name, source.authors),
        "A2": map(_ris_name, source.editors),
        "Y2": [source.accessed.isoformat().replace("-", "/") if source.accessed else ""],
        "M3": [WORK_TYPES.get(kind, "")],
        "SN": [source.issn, source.isbn],
        "SP": [pages[1] if pages else source.pages],
        "EP": [pages[2] if pages else ""],
    }
    for name, (tag, label) in CUSTOM_TAGS.items():
        value = getattr(source, name)
        values[tag] = [f"{label}{value}" if value else ""]
    lines = [("TY", KIND_TAGS.get(kind, KIND_TAGS[SourceKind.REPORT]).split()[0])]
    lines += [
        (tag, line) for tag, all_ in values.items() for line in map(single_line, all_) if line
    ]
    return "".join(f"{tag}  - {line}\n" for tag, line in [*lines, ("ER", "")])


def _ris_name(author: Author) -> str:
    """Return "Family, Given, Suffix" as RIS has it, if the same author is read from it."""
    whole = ", ".join([author.family, author.given, author.suffix]).removesuffix(", ").strip()
    return whole if parse_author(whole) == author else author.line
