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
from articles.references.diagnosis import Damage, examine
from articles.references.identifiers import CLEANERS
from articles.references.source import Kind, Source, State
from articles.references.study_types import StudyType

MOST_RECORDS = 20_000
MOST_AUTHORS = 5_000
LONGEST_TEXT = 5_000
LONGEST_NAME = 300
LONGEST_IDENTIFIER = 500
MOST_CANDIDATES = 20
SNIPPET = 2_000
SHOWN = 80
UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
YEAR = re.compile(r"(?<!\d)(?:1[6-9]\d\d|2[01]\d\d|2200)(?!\d)")
DAY = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
# What tells a source from all others, were its title missing.
NUMBERS = ("doi", "pmid", "pmcid", "isbn", "registration")
CHOICES = {"study_type": StudyType.values, "state": State.values}
CHECKED = {*CLEANERS, *CHOICES, "kind", "authors", "editors", "year", "accessed", "url"}
TEXTS = tuple(field.name for field in fields(Source) if field.name not in CHECKED)


@dataclass
class Record:
    """One reference of a file: its `source`, or the `problem` why there is none.

    `text` is its place in the file, for people to compare; `notes` tell what was left out or
    changed on the way, `damage` what looks wrong in the source itself.
    """

    source: Source | None
    text: str
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)


def build(values: Mapping[str, Any], text: str, notes: Iterable[str] = ()) -> Record:
    """The record of raw values: texts, a year or day as text, authors as any run of `Author`.

    An identifier may be a list of candidates, of which the first right one is taken. Missing
    values may be absent, None or empty.
    """
    told = list(notes)
    found: dict[str, Any] = {name: _text(values.get(name), told) for name in TEXTS}
    found["kind"] = Kind(values.get("kind") or Kind.ARTICLE).value
    found["authors"] = _authors(values.get("authors"), told)
    found["editors"] = _authors(values.get("editors"), told)
    found |= {name: _identifier(name, values.get(name), told) for name in CLEANERS}
    found |= {name: _choice(name, values.get(name), told) for name in CHOICES}
    found["year"] = _year(values.get("year"), told)
    found["accessed"] = _day(values.get("accessed"), told)
    found["url"] = _address(values.get("url"), told)
    if not found["doi"] and DOI_ADDRESS.match(found["url"]):
        found["doi"] = _identifier("doi", found["url"], told)
    source = Source(**found)
    if not (source.title or any(getattr(source, name) for name in NUMBERS)):
        return failed(text, _("It has neither a title nor a number to find it by."), told)
    return Record(source, snippet(text), notes=told, damage=examine(source) if source.title else [])


def failed(text: str, problem: str, notes: Iterable[str] = ()) -> Record:
    """The record of something that could not be read."""
    return Record(None, snippet(text), problem, list(notes))


def capped(records: Iterator[Record]) -> list[Record]:
    """As many records as one import can take; the last one says so if there are more."""
    taken = list(islice(records, MOST_RECORDS))
    if more := next(records, None):
        taken.append(too_many(more.text))
    return taken


def too_many(text: str) -> Record:
    """The record that stands for all that was not read."""
    problem = _("Only the first %(count)d references were read. Split the file.")
    return failed(text, problem % {"count": MOST_RECORDS})


def tidy(value: Any) -> str:
    """The value on one line, without characters that cannot be stored or seen."""
    return " ".join(UNSEEN.sub("", str(value or "")).split())


def snippet(text: str) -> str:
    return text.strip()[:SNIPPET]


def person(family: Any, given: Any = "", suffix: Any = "") -> Author:
    """A person of parts that may hold anything, in a form the library can store.

    A comma within a part would part it there, and "PhD" is no suffix of a name.
    """
    first, second = (" ".join(tidy(part).replace(",", " ").split()) for part in (family, given))
    rank = tidy(suffix).strip(",")
    author = Author(first or second, second if first else "", rank if SUFFIX.match(rank) else "")
    stored = parse_author(author.line)
    return author if stored == author else Author(group=f"{first} {second}".strip())


def _text(value: Any, told: list[str]) -> str:
    text = tidy(value)
    if len(text) > LONGEST_TEXT:
        told.append(left_out(text, _("It is too long.")))
        return ""
    return text


def _authors(authors: Iterable[Author] | None, told: list[str]) -> tuple[Author, ...]:
    named = list(islice((author for author in authors or () if author.name), MOST_AUTHORS + 1))
    if len(named) > MOST_AUTHORS:
        told.append(_("Only the first %(count)d authors were kept.") % {"count": MOST_AUTHORS})
    kept = []
    for author in named[:MOST_AUTHORS]:
        if len(author.name) + len(author.given) > LONGEST_NAME:
            told.append(left_out(author.name, _("It is too long for a name.")))
        else:
            kept.append(author)
    return tuple(kept)


def _identifier(name: str, value: Any, told: list[str]) -> str:
    """The first candidate that can be one; if none can, the first is told as left out."""
    refused = ""
    candidates = value[:MOST_CANDIDATES] if isinstance(value, list) else [value]
    for candidate in filter(None, map(tidy, candidates)):
        try:
            if len(candidate) > LONGEST_IDENTIFIER:
                raise ValueError(_("It is too long."))
            if identifier := CLEANERS[name](candidate):
                return identifier
        except ValueError as error:
            refused = refused or left_out(candidate, str(error))
    if refused:
        told.append(refused)
    return ""


def _choice(name: str, value: Any, told: list[str]) -> str:
    chosen = tidy(value)
    if chosen and chosen not in CHOICES[name]:
        told.append(left_out(chosen, _("This value is not known here.")))
        return ""
    return chosen


def _year(value: Any, told: list[str]) -> int | None:
    text = tidy(value)
    if found := YEAR.search(text):
        return int(found[0])
    if text:
        told.append(left_out(text, _("There is no year in it.")))
    return None


def _day(value: Any, told: list[str]) -> date | None:
    text = tidy(value)
    if found := DAY.search(text):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            pass
    if text:
        told.append(left_out(text, _("It is not a whole date.")))
    return None


def _address(value: Any, told: list[str]) -> str:
    address = tidy(value)
    if address and not ADDRESS.fullmatch(address):
        told.append(left_out(address, _("An address starts with http:// or https://.")))
        return ""
    return address


def left_out(value: str, reason: str) -> str:
    """The note about a value that was not kept."""
    shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    return _("“%(value)s” was left out. %(reason)s") % {"value": shown, "reason": reason}
