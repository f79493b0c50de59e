"""Records: the sources read from a file, with notes and problems.

Every format passes raw values under the names of the fields of `Source` to `build_record`, which
tidies and checks them, so that all formats accept the same values.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from articles.references.authors import SUFFIX, Author, parse_author
from articles.references.corrections import correct
from articles.references.diagnosis import TEXT_DIAGNOSES, Diagnosis, diagnose
from articles.references.identifiers import CLEANERS
from articles.references.name_parts import arrange_name, spell_capitals
from articles.references.publication_dates import find_month_or_day
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
ISBN_LENGTHS = (10, 13)
# A blank separates two numbers only if both are whole: "0 306 40615 2" is one.
SERIAL_NUMBERS = re.compile(r"[;,]|(?<=\d{3}[\dXx])\s+(?=\d{4}-?\d{3}|97[89]|\d{9})")
# Fields that identify a source without a title.
IDENTIFIER_FIELDS = ("doi", "pmid", "pmcid", "isbn", "registration")


@dataclass
class Record:
    """One reference of a file: its source, or the problem in reading it.

    `text` is its text in the file, for editors to compare; `notes` say what was left out, and
    `diagnoses` what looks wrong in the source itself.
    """

    source: Source | None
    text: str
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    diagnoses: list[Diagnosis] = field(default_factory=list)


def build_record(values: Mapping[str, Any], text: str, notes: Iterable[str] = ()) -> Record:
    """Return the record of raw values.

    Year and date are texts, authors any iterable of `Author`; an identifier may be a list of
    candidates, of which the first valid one is taken. Values may be absent, None or empty.
    """
    notes = list(notes)
    clean = {name: _clean(name, values.get(name), notes) for name in FIELD_CLEANERS}
    clean["kind"] = SourceKind(values.get("kind") or SourceKind.ARTICLE).value
    clean["authors"] = _authors(values.get("authors"), notes)
    clean["editors"] = _authors(values.get("editors"), notes)
    if clean["published"] and not clean["year"]:
        clean["year"] = int(clean["published"][:4])
    if clean["published"] and not clean["published"].startswith(str(clean["year"])):
        clean["published"] = None
    if not clean["doi"] and DOI_URL.match(clean["url"] or ""):
        clean["doi"] = _clean("doi", clean["url"], notes)
    source = Source(**{name: value for name, value in clean.items() if value})
    if not (source.title or any(getattr(source, name) for name in IDENTIFIER_FIELDS)):
        problem = _("It has neither a title nor an identifier such as a DOI.")
        return unreadable_record(text, problem, notes)
    diagnoses = diagnose(source) if source.title else []
    return Record(source, snippet(text), notes=notes, diagnoses=diagnoses)


def correct_record(record: Record, place: int) -> Record:
    """Return the record with the probable value of one of its diagnoses, diagnosed again."""
    if not record.source or not 0 <= place < len(record.diagnoses):
        return record
    diagnosis = record.diagnoses[place]
    source = correct(record.source, diagnosis)
    # What was seen in the pasted text, and not in the fields, is still true.
    found = diagnose(source)
    kept = [one for one in record.diagnoses if one.code in TEXT_DIAGNOSES and one != diagnosis]
    return replace(record, source=source, diagnoses=[*found, *kept])


def unreadable_record(text: str, problem: str, notes: Iterable[str] = ()) -> Record:
    return Record(None, snippet(text), problem, list(notes))


def limit_records(records: Iterator[Record]) -> list[Record]:
    """Return the first `MAX_RECORDS`; a last one reports that there are more."""
    taken = list(islice(records, MAX_RECORDS))
    if more := next(records, None):
        taken.append(overflow_record(more.text))
    return taken


def overflow_record(text: str) -> Record:
    """Return the record in place of all that was not read."""
    problem = _("Only the first %(count)d references were read. Split the file.")
    return unreadable_record(text, problem % {"count": MAX_RECORDS})


def single_line(value: Any) -> str:
    """Return the value on one line, without characters that cannot be stored or seen."""
    return " ".join(INVISIBLE_CHARACTERS.sub("", str(value or "")).split())


def invert_kinds(
    names: Mapping[SourceKind, str], separator: str | None = None
) -> dict[str, SourceKind]:
    """Return the kind of each name, from names for each kind, separated by spaces unless told."""
    return {name: kind for kind, own in names.items() for name in own.split(separator)}


def guess_kind(container: Any, url: Any) -> SourceKind:
    """Return the kind of a source whose type is unknown, from the fields it has."""
    if container:
        return SourceKind.ARTICLE
    return SourceKind.WEB_PAGE if url else SourceKind.REPORT


def snippet(text: str) -> str:
    return text.strip()[:MAX_SNIPPET_LENGTH]


def build_person(family: Any, given: Any = "", suffix: Any = "") -> Author:
    """Return a person in a form the library can store, or a group if that is impossible.

    A comma within a part would split the stored name; "PhD" is not a suffix.
    """
    parts = arrange_name(*map(single_line, (family, given, suffix)))
    first, second = (single_line(part.replace(",", " ")) for part in parts[:2])
    second, suffix = spell_capitals(first, second), parts[2].strip(",.")
    author = Author(first or second, second if first else "", suffix * bool(SUFFIX.match(suffix)))
    is_storable = parse_author(author.line) == author
    return author if is_storable else Author(group=f"{first} {second}".strip())


def read_person(text: str) -> Author:
    """Return the author of "Vries, Joey de", "King, Jr., M. L.", "Wood PB" or the name of a group.

    All parts are put into their places, as files of other programs may not have them there.
    """
    family, *rest = (part.strip() for part in text.split(","))
    if len(rest) == 2 and not SUFFIX.match(rest[1]):
        rest.reverse()
    if len(rest) == 2 and SUFFIX.match(rest[1]):
        return build_person(family, *rest)
    author = parse_author(text)
    return (
        build_person(author.family, author.given, author.suffix)
        if rest and author.given
        else author
    )


def split_serial_numbers(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the ISSNs and ISBNs of texts with one or several; the lengths tell which is which."""
    numbers: dict[str, list[str]] = {"isbn": [], "issn": []}
    for number in (part for text in texts for part in SERIAL_NUMBERS.split(text)):
        is_isbn = len(re.findall(r"[\dXx]", number)) in ISBN_LENGTHS
        numbers["isbn" if is_isbn else "issn"].append(number)
    return numbers


def _authors(authors: Iterable[Author] | None, notes: list[str]) -> tuple[Author, ...]:
    named = list(islice((author for author in authors or () if author.name), MAX_AUTHORS + 1))
    if len(named) > MAX_AUTHORS:
        notes.append(_("Only the first %(count)d authors were imported.") % {"count": MAX_AUTHORS})
    accepted = []
    for author in named[:MAX_AUTHORS]:
        if len(author.name) + len(author.given) > MAX_NAME_LENGTH:
            notes.append(left_out_note(author.name, _("It is too long for a name.")))
        else:
            accepted.append(author)
    return tuple(accepted)


def _clean(name: str, value: Any, notes: list[str]) -> Any:
    """Return the first valid candidate; if there is none, note the first as left out."""
    note = ""
    candidates = value[:MAX_CANDIDATES] if isinstance(value, list) else [value]
    for candidate in filter(None, map(single_line, candidates)):
        try:
            if len(candidate) > (MAX_IDENTIFIER_LENGTH if name in CLEANERS else MAX_TEXT_LENGTH):
                raise ValueError(_("It is too long."))
            if cleaned := FIELD_CLEANERS[name](candidate):
                return cleaned
        except ValueError as error:
            note = note or left_out_note(candidate, str(error))
    if note:
        notes.append(note)
    return None


def _clean_choice(text: str, choices: type[TextChoices]) -> str:
    if text not in choices.values:
        raise ValueError(_("This value is unknown."))
    return text


def _clean_year(text: str) -> int:
    if match := YEAR.search(text):
        return int(match[0])
    raise ValueError(_("There is no year in it."))


def _clean_date(text: str) -> date:
    if match := DAY.search(text):
        with suppress(ValueError):
            return date(*map(int, match.groups()))
    raise ValueError(_("It is not a complete date."))


def _clean_url(text: str) -> str:
    text = f"https://{text}" if text.lower().startswith("www.") else text
    if not URL.fullmatch(text):
        raise ValueError(_("An address starts with http:// or https://."))
    return text


FIELD_CLEANERS: dict[str, Callable[[str], Any]] = {
    **{field.name: str for field in fields(Source) if field.default == ""},
    **CLEANERS,
    "study_type": partial(_clean_choice, choices=StudyType),
    "state": partial(_clean_choice, choices=SourceState),
    "year": _clean_year,
    "published": find_month_or_day,
    "accessed": _clean_date,
    "url": _clean_url,
}


def left_out_note(value: str, reason: str) -> str:
    """Return the note about a value that was not imported."""
    shown = value if len(value) <= MAX_QUOTED_LENGTH else f"{value[:MAX_QUOTED_LENGTH]}…"
    return _("“%(value)s” was left out. %(reason)s") % {"value": shown, "reason": reason}
