"""PubMed's own format (MEDLINE, .nbib), the only one that reports retractions.

ERIC exports it too, with reports, dissertations and books, which PubMed does not have.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.references.authors import Author, parse_author
from articles.references.formats.record import (
    Record,
    build_person,
    build_record,
    limit_records,
    read_person,
)
from articles.references.formats.tagged_lines import Values, first_value, values_by_tag
from articles.references.source import THESES, SourceKind, SourceState
from articles.references.study_types import detect_study_type

# The hyphen is in the fifth column, except after two tags of ERIC; lines that continue a value are
# indented further.
LINE = re.compile(r"(?=.{4}-|IS[SB]N -)([A-Z][A-Z0-9]{1,3}) *-(?: (.*)|$)")
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
# The notices that PubMed links to a paper, gravest first, and the state that follows.
NOTICE_STATES = (
    ("RIN", SourceState.RETRACTED),
    ("RRI", SourceState.RETRACTED),
    ("ECI", SourceState.CONCERN),
    ("PRIN", SourceState.CORRECTED),
    ("EIN", SourceState.CORRECTED),
    ("CRI", SourceState.CORRECTED),
)
MAX_NOTICE_LENGTH = 255
PERIODICAL_KINDS = (SourceKind.ARTICLE, SourceKind.PREPRINT)
# A record of these types is a notice itself, and says nothing about its own state.
NOTICE_TYPES = {"retraction of publication", "published erratum", "expression of concern"}
IDENTIFIER = re.compile(r"(.+?) *\[(\w+)\]$")
ARTICLE_NUMBER = re.compile(r"e?\d{2,8}", re.IGNORECASE)
SERIAL_LABEL = re.compile(r"^[EP]?-?IS[SB]N-", re.IGNORECASE)
UNIVERSITY = re.compile(r"(?:dissertation|thesis),? *(.+)", re.IGNORECASE)
# The first kind whose types are among those of the record.
KIND_TYPES = (
    (SourceKind.PREPRINT, ("preprint",)),
    (SourceKind.THESIS, ("dissertations/theses - masters theses",)),
    (
        SourceKind.DISSERTATION,
        ("dissertations/theses", "dissertations/theses - doctoral dissertations"),
    ),
)
REPORT_TYPE = re.compile(r"reports? - |guides - |technical report", re.IGNORECASE)
REGISTRY = re.compile(r"(?:ClinicalTrials\.gov|ISRCTN|EudraCT)/(\S+)", re.IGNORECASE)


def read(text: str) -> list[Record]:
    """Return a record for each PMID, or for each block of lines if there is no PMID."""
    return limit_records(_record(lines) for lines in _split_records(text))


def _split_records(text: str) -> Iterator[list[str]]:
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
    given = values_by_tag(_tagged_lines(lines))
    types = [name.lower() for name in given.get("PT", ())]
    title = _strip_full_stop(first_value(given, "TI"))
    book = _strip_full_stop(first_value(given, "BTI", "CTI"))
    kind = _kind(given, types, title, book)
    journal = first_value(given, "JT")
    state, notice = _state_and_notice(given, types)
    values = {name: first_value(given, tag) for name, tag in FIELD_TAGS.items()} | {
        "kind": kind,
        "title": title or book,
        "container": journal if kind in PERIODICAL_KINDS else book if title else "",
        "authors": _authors(given),
        "editors": map(_person, given.get("FED") or given.get("ED") or ()),
        "year": first_value(given, "DP") or first_value(given, "DEP")[:4],
        "published": first_value(given, "DP"),
        "publisher": _publisher(given, kind, journal),
        # The country of the publisher, if it is a journal.
        "place": first_value(given, "PL") if book else "",
        "doi": _identifiers(given, "doi"),
        "pmcid": first_value(given, "PMC"),
        "issn": _serial_numbers(given, "IS", "ISSN"),
        "isbn": _serial_numbers(given, "ISBN"),
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


def _tagged_lines(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield tag and text of each line; the tag is empty if the line continues a value.

    After a blank line only an indented one continues the value.
    """
    after_blank = False
    for line in lines:
        if match := LINE.match(line):
            yield match[1], match[2] or ""
            after_blank = False
        elif not line.strip():
            after_blank = True
        elif not after_blank or line.startswith(INDENT):
            yield "", line


def _strip_full_stop(title: str) -> str:
    """Return a title without the full stop that PubMed adds."""
    return title if title.endswith("..") else title.removesuffix(".")


def _kind(given: Values, types: list[str], title: str, book: str) -> SourceKind:
    for kind, own in KIND_TYPES:
        if not set(own).isdisjoint(types):
            return kind
    if book:
        return SourceKind.CHAPTER if title and title != book else SourceKind.BOOK
    if given.keys() & {"TA", "VI"} or "journal articles" in types:
        return SourceKind.ARTICLE
    if "books" in types:
        return SourceKind.BOOK
    return SourceKind.REPORT if any(map(REPORT_TYPE.match, types)) else SourceKind.ARTICLE


def _publisher(given: Values, kind: SourceKind, journal: str) -> str:
    """Return the publisher, which ERIC names as the journal; of a dissertation, the university."""
    if kind in THESES and (match := UNIVERSITY.search(first_value(given, "SO"))):
        return match[1]
    return first_value(given, "PB") or ("" if kind in PERIODICAL_KINDS else journal)


def _serial_numbers(given: Values, *tags: str) -> list[str]:
    """Return ISSNs or ISBNs, the linking ISSN last; ERIC writes "EISSN-" before the number."""
    numbers = [SERIAL_LABEL.sub("", number) for number in given.in_order(*tags)]
    return sorted(numbers, key=lambda number: "linking" in number.lower())


def _authors(given: Values) -> Iterator[Author]:
    """Yield the persons by their full names (FAU), then the groups.

    Only the short name (AU) tells a suffix from a given name.
    """
    full, short = given.get("FAU", []), given.get("AU", [])
    if full:
        yield from map(_person, full, short if len(short) == len(full) else [""] * len(full))
    else:
        yield from map(read_person, short)
    yield from (Author(group=name) for name in given.get("CN", ()))


def _person(full: str, short: str = "") -> Author:
    family, _comma, given = full.partition(",")
    suffix = parse_author(short).suffix
    if suffix:
        given = given.removesuffix(f" {suffix}")
    return build_person(family, given, suffix)


def _identifiers(given: Values, name: str) -> list[str]:
    """Return the values of LID and AID that end in "[doi]" or another name."""
    matches = map(IDENTIFIER.match, given.get("LID", []) + given.get("AID", []))
    return [match[1] for match in matches if match and match[2] == name]


def _registration(given: Values) -> str:
    """Return the registration of the trial, if there is only one."""
    numbers = {match[1] for match in map(REGISTRY.match, given.get("SI", ())) if match}
    return numbers.pop() if len(numbers) == 1 else ""


def _state_and_notice(given: Values, types: list[str]) -> tuple[str, str]:
    """Return the state of the paper after its publication, and where it was announced."""
    is_retracted = "retracted publication" in types
    if NOTICE_TYPES & set(types):
        return "", ""
    for tag, state in NOTICE_STATES:
        if tag in given and (state == SourceState.RETRACTED or not is_retracted):
            notice = "; ".join(given[tag])
            if tag == "PRIN":
                notice = _("Partly retracted: %(notice)s") % {"notice": notice}
            return state.value, notice[:MAX_NOTICE_LENGTH]
    return (SourceState.RETRACTED.value if is_retracted else ""), ""
