"""PubMed's own format (MEDLINE, .nbib): the one that also tells of retractions."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.references.authors import Author, parse_author
from articles.references.formats.publication_types import detect_study_type
from articles.references.formats.record import (
    Record,
    build_person,
    build_record,
    limit_records,
    single_line,
)
from articles.references.source import SourceKind, SourceState

# The hyphen stands in the fifth column; lines that run on are indented further.
LINE = re.compile(r"(?=.{4}-)([A-Z][A-Z0-9]{1,3}) *-(?: (.*)|$)")
INDENT = " " * 6
RECORD_START = re.compile(r"^PMID *-", re.MULTILINE)
FIELD_TAGS = {
    "container_short": "TA",
    "volume": "VI",
    "issue": "IP",
    "pages": "PG",
    "pmid": "PMID",
    "edition": "EN",
}
# The notices that PubMed links to a paper, gravest first, and what each makes of it.
NOTICE_STATES = (
    ("RIN", SourceState.RETRACTED),
    ("RRI", SourceState.RETRACTED),
    ("ECI", SourceState.CONCERN),
    ("PRIN", SourceState.CORRECTED),
    ("EIN", SourceState.CORRECTED),
    ("CRI", SourceState.CORRECTED),
)
MAX_NOTICE_LENGTH = 255
# A record of these types is a notice itself; it says nothing about its own standing.
NOTICE_TYPES = {"retraction of publication", "published erratum", "expression of concern"}
IDENTIFIER = re.compile(r"(.+?) *\[(\w+)\]$")
ARTICLE_NUMBER = re.compile(r"e?\d{2,8}", re.IGNORECASE)
REGISTRY = re.compile(r"(?:ClinicalTrials\.gov|ISRCTN|EudraCT)/(\S+)", re.IGNORECASE)

Values = dict[str, list[str]]


def read(text: str) -> list[Record]:
    """A record for each PMID in the file; without any, for each run of lines between blank ones."""
    return limit_records(_record(lines) for lines in _split_records(text))


def _split_records(text: str) -> Iterator[list[str]]:
    """The lines of each record."""
    numbered = RECORD_START.search(text)
    lines: list[str] = []
    for line in text.split("\n"):
        ends = RECORD_START.match(line) if numbered else not line.strip()
        if ends and lines:
            yield lines
            lines = []
        if lines or LINE.match(line):
            lines.append(line)
    if lines:
        yield lines


def _record(lines: list[str]) -> Record:
    given = _values_by_tag(lines)
    types = [name.lower() for name in given.get("PT", ())]
    title, book = (
        _strip_full_stop(_first_value(given, "TI")),
        _strip_full_stop(_first_value(given, "BTI", "CTI")),
    )
    kind = _kind(types, title, book)
    state, notice = _state_and_notice(given, types)
    values = {name: _first_value(given, tag) for name, tag in FIELD_TAGS.items()} | {
        "kind": kind,
        "title": title or book,
        "container": _first_value(given, "JT") or (book if title else ""),
        "authors": _authors(given),
        "editors": map(_person, given.get("FED") or given.get("ED") or ()),
        "year": _first_value(given, "DP") or _first_value(given, "DEP")[:4],
        "publisher": _first_value(given, "PB"),
        # For a journal it is the country of the publisher.
        "place": _first_value(given, "PL") if book else "",
        "doi": _identifiers(given, "doi"),
        "pmcid": _first_value(given, "PMC"),
        "issn": sorted(given.get("IS", ()), key=lambda issn: "linking" in issn.lower()),
        "isbn": given.get("ISBN", []),
        "registration": _registration(given),
        "study_type": detect_study_type(types),
        "state": state,
        "state_note": notice,
    }
    if not values["pages"]:
        numbers = filter(ARTICLE_NUMBER.fullmatch, _identifiers(given, "pii"))
        values["pages"] = next(numbers, "")
    notes = [_("This is the notice itself, not the paper it is about.")]
    return build_record(values, "\n".join(lines), notes if NOTICE_TYPES & set(types) else ())


def _values_by_tag(lines: list[str]) -> Values:
    """The values of each tag in order, with lines that run on joined.

    Behind a blank line only an indented one still runs on.
    """
    parts: list[tuple[str, list[str]]] = []
    ended = False
    for line in lines:
        if tagged := LINE.match(line):
            parts.append((tagged[1], [tagged[2] or ""]))
            ended = False
        elif not line.strip():
            ended = True
        elif parts and (not ended or line.startswith(INDENT)):
            parts[-1][1].append(line)
    values: Values = {}
    for tag, texts in parts:
        if value := single_line(" ".join(texts)):
            values.setdefault(tag, []).append(value)
    return values


def _first_value(given: Values, *tags: str) -> str:
    return next((value for tag in tags for value in given.get(tag, ())), "")


def _strip_full_stop(title: str) -> str:
    """A title without the full stop that PubMed puts behind each."""
    return title if title.endswith("..") else title.removesuffix(".")


def _kind(types: list[str], title: str, book: str) -> SourceKind:
    if "preprint" in types:
        return SourceKind.PREPRINT
    if book:
        return SourceKind.CHAPTER if title and title != book else SourceKind.BOOK
    return SourceKind.ARTICLE


def _authors(given: Values) -> Iterator[Author]:
    """Persons by their full names and the groups behind them.

    A full name (FAU) is followed by its short form (AU), which alone tells a suffix for certain.
    """
    full, short = given.get("FAU", []), given.get("AU", [])
    if not full:
        yield from map(parse_author, short)
    elif len(full) == len(short):
        yield from map(_person, full, short)
    else:
        yield from map(_person, full)
    yield from (Author(group=name) for name in given.get("CN", ()))


def _person(full: str, short: str = "") -> Author:
    family, _comma, given = full.partition(",")
    suffix = parse_author(short).suffix
    if suffix:
        given = given.removesuffix(f" {suffix}")
    return build_person(family, given, suffix)


def _identifiers(given: Values, name: str) -> list[str]:
    """The values of LID and AID that end in "[doi]" or another name."""
    matches = map(IDENTIFIER.match, given.get("LID", []) + given.get("AID", []))
    return [match[1] for match in matches if match and match[2] == name]


def _registration(given: Values) -> str:
    """The registration of the trial, unless several trials are named."""
    numbers = {match[1] for match in map(REGISTRY.match, given.get("SI", ())) if match}
    return numbers.pop() if len(numbers) == 1 else ""


def _state_and_notice(given: Values, types: list[str]) -> tuple[str, str]:
    """What became of the paper, and where that is said."""
    if NOTICE_TYPES & set(types):
        return "", ""
    for tag, state in NOTICE_STATES:
        if tag in given and not (
            "retracted publication" in types and state != SourceState.RETRACTED
        ):
            notice = "; ".join(given[tag])
            if tag == "PRIN":
                notice = _("Partly retracted: %(notice)s") % {"notice": notice}
            return state.value, notice[:MAX_NOTICE_LENGTH]
    return (SourceState.RETRACTED.value if "retracted publication" in types else ""), ""
