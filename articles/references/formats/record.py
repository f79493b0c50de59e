"""What a file says about one source, and the one way from raw values to it.

Every format gives raw values under the names of the fields of `Source`; here they are tidied,
checked and told about, so that all formats agree on what can be kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from articles.references.authors import SUFFIX, Author, parse_author
from articles.references.diagnosis import Diagnosis, diagnose
from articles.references.identifiers import CLEANERS
from articles.references.source import Source, SourceKind, SourceState
from articles.references.study_types import StudyType

MAX_RECORDS = 20_000
MAX_AUTHORS = 5_000
MAX_TEXT_LENGTH = 5_000
MAX_NAME_LENGTH = 300
MAX_IDENTIFIER_LENGTH = 500
MAX_CANDIDATES = 20
MAX_SNIPPET_LENGTH = 2_000
MAX_QUOTED_LENGTH = 80
INVISIBLE_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
YEAR = re.compile(r"(?<!\d)(?:1[6-9]\d\d|2[01]\d\d|2200)(?!\d)")
DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
DOI_URL = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
# What tells a source from all others, were its title missing.
IDENTIFIER_FIELDS = ("doi", "pmid", "pmcid", "isbn", "registration")
CHOICES = {"study_type": StudyType.values, "state": SourceState.values}
NON_TEXT_FIELDS = {*CLEANERS, *CHOICES, "kind", "authors", "editors", "year", "accessed", "url"}
TEXT_FIELDS = tuple(field.name for field in fields(Source) if field.name not in NON_TEXT_FIELDS)


@dataclass
class Record:
    """One reference of a file: its `source`, or the `problem` why there is none.

    `text` is its place in the file, for people to compare; `notes` tell what was left out or
    changed on the way, `diagnoses` what looks wrong in the source itself.
    """

    source: Source | None
    text: str
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)


def build_record(values: Mapping[str, Any], text: str, notes: Iterable[str] = ()) -> Record:
    """The record of raw values: texts, a year or day as text, authors as any run of `Author`.

    An identifier may be a list of candidates, of which the first right one is taken. Missing
    values may be absent, None or empty.
    """
    warnings = list(notes)
    found: dict[str, Any] = {name: _text(values.get(name), warnings) for name in TEXT_FIELDS}
    found["kind"] = SourceKind(values.get("kind") or SourceKind.ARTICLE).value
    found["authors"] = _authors(values.get("authors"), warnings)
    found["editors"] = _authors(values.get("editors"), warnings)
    found |= {name: _identifier(name, values.get(name), warnings) for name in CLEANERS}
    found |= {name: _choice(name, values.get(name), warnings) for name in CHOICES}
    found["year"] = _year(values.get("year"), warnings)
    found["accessed"] = _day(values.get("accessed"), warnings)
    found["url"] = _url(values.get("url"), warnings)
    if not found["doi"] and DOI_URL.match(found["url"]):
        found["doi"] = _identifier("doi", found["url"], warnings)
    source = Source(**found)
    if not (source.title or any(getattr(source, name) for name in IDENTIFIER_FIELDS)):
        return unreadable_record(
            text, _("It has neither a title nor a number to find it by."), warnings
        )
    return Record(
        source, snippet(text), notes=warnings, diagnoses=diagnose(source) if source.title else []
    )


def unreadable_record(text: str, problem: str, notes: Iterable[str] = ()) -> Record:
    """The record of something that could not be read."""
    return Record(None, snippet(text), problem, list(notes))


def limit_records(records: Iterator[Record]) -> list[Record]:
    """As many records as one import can take; the last one says so if there are more."""
    taken = list(islice(records, MAX_RECORDS))
    if more := next(records, None):
        taken.append(overflow_record(more.text))
    return taken


def overflow_record(text: str) -> Record:
    """The record that stands for all that was not read."""
    problem = _("Only the first %(count)d references were read. Split the file.")
    return unreadable_record(text, problem % {"count": MAX_RECORDS})


def single_line(value: Any) -> str:
    """The value on one line, without characters that cannot be stored or seen."""
    return " ".join(INVISIBLE_CHARACTERS.sub("", str(value or "")).split())


def snippet(text: str) -> str:
    return text.strip()[:MAX_SNIPPET_LENGTH]


def build_person(family: Any, given: Any = "", suffix: Any = "") -> Author:
    """A person of parts that may hold anything, in a form the library can store.

    A comma within a part would part it there, and "PhD" is no suffix of a name.
    """
    first, second = (
        " ".join(single_line(part).replace(",", " ").split()) for part in (family, given)
    )
    rank = single_line(suffix).strip(",")
    author = Author(first or second, second if first else "", rank if SUFFIX.match(rank) else "")
    stored = parse_author(author.line)
    return author if stored == author else Author(group=f"{first} {second}".strip())


def _text(value: Any, warnings: list[str]) -> str:
    text = single_line(value)
    if len(text) > MAX_TEXT_LENGTH:
        warnings.append(left_out_note(text, _("It is too long.")))
        return ""
    return text


def _authors(authors: Iterable[Author] | None, warnings: list[str]) -> tuple[Author, ...]:
    named = list(islice((author for author in authors or () if author.name), MAX_AUTHORS + 1))
    if len(named) > MAX_AUTHORS:
        warnings.append(_("Only the first %(count)d authors were kept.") % {"count": MAX_AUTHORS})
    kept = []
    for author in named[:MAX_AUTHORS]:
        if len(author.name) + len(author.given) > MAX_NAME_LENGTH:
            warnings.append(left_out_note(author.name, _("It is too long for a name.")))
        else:
            kept.append(author)
    return tuple(kept)


def _identifier(name: str, value: Any, warnings: list[str]) -> str:
    """The first candidate that can be one; if none can, the first is warnings as left out."""
    refused = ""
    candidates = value[:MAX_CANDIDATES] if isinstance(value, list) else [value]
    for candidate in filter(None, map(single_line, candidates)):
        try:
            if len(candidate) > MAX_IDENTIFIER_LENGTH:
                raise ValueError(_("It is too long."))
            if identifier := CLEANERS[name](candidate):
                return identifier
        except ValueError as error:
            refused = refused or left_out_note(candidate, str(error))
    if refused:
        warnings.append(refused)
    return ""


def _choice(name: str, value: Any, warnings: list[str]) -> str:
    chosen = single_line(value)
    if chosen and chosen not in CHOICES[name]:
        warnings.append(left_out_note(chosen, _("This value is not known here.")))
        return ""
    return chosen


def _year(value: Any, warnings: list[str]) -> int | None:
    text = single_line(value)
    if found := YEAR.search(text):
        return int(found[0])
    if text:
        warnings.append(left_out_note(text, _("There is no year in it.")))
    return None


def _day(value: Any, warnings: list[str]) -> date | None:
    text = single_line(value)
    if found := DAY.search(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    if text:
        warnings.append(left_out_note(text, _("It is not a whole date.")))
    return None


def _url(value: Any, warnings: list[str]) -> str:
    address = single_line(value)
    if address and not URL.fullmatch(address):
        warnings.append(left_out_note(address, _("An address starts with http:// or https://.")))
        return ""
    return address


def left_out_note(value: str, reason: str) -> str:
    """The note about a value that was not kept."""
    shown = value if len(value) <= MAX_QUOTED_LENGTH else f"{value[:MAX_QUOTED_LENGTH]}…"
    return _("“%(value)s” was left out. %(reason)s") % {"value": shown, "reason": reason}
