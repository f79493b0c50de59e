"""PubMed's own format (MEDLINE, .nbib), the only one that reports retractions."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.references.authors import Author, parse_author
from articles.references.formats.record import Record, build_person, build_record, limit_records
from articles.references.formats.tagged_lines import Values, first_value, values_by_tag
from articles.references.source import SourceKind, SourceState
from articles.references.study_types import detect_study_type

# The hyphen is in the fifth column; continuation lines are indented further.
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
# A record of these types is a notice itself, and says nothing about its own state.
NOTICE_TYPES = {"retraction of publication", "published erratum", "expression of concern"}
IDENTIFIER = re.compile(r"(.+?) *\[(\w+)\]$")
ARTICLE_NUMBER = re.compile(r"e?\d{2,8}", re.IGNORECASE)
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
    kind = _kind(types, title, book)
    state, notice = _state_and_notice(given, types)
    values = {name: first_value(given, tag) for name, tag in FIELD_TAGS.items()} | {
        "kind": kind,
        "title": title or book,
        "container": first_value(given, "JT") or (book if title else ""),
        "authors": _authors(given),
        "editors": map(_person, given.get("FED") or given.get("ED") or ()),
        "year": first_value(given, "DP") or first_value(given, "DEP")[:4],
        "publisher": first_value(given, "PB"),
        # The country of the publisher, if it is a journal.
        "place": first_value(given, "PL") if book else "",
        "doi": _identifiers(given, "doi"),
        "pmcid": first_value(given, "PMC"),
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


def _kind(types: list[str], title: str, book: str) -> SourceKind:
    if "preprint" in types:
        return SourceKind.PREPRINT
    if book:
        return SourceKind.CHAPTER if title and title != book else SourceKind.BOOK
    return SourceKind.ARTICLE


def _authors(given: Values) -> Iterator[Author]:
    """Yield the persons by their full names (FAU), then the groups.

    Only the short name (AU) tells a suffix from a given name.
    """
    full, short = given.get("FAU", []), given.get("AU", [])
    if full:
        yield from map(_person, full, short if len(short) == len(full) else [""] * len(full))
    else:
        yield from map(parse_author, short)
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
