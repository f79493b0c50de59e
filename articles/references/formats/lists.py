"""Pasted lists of references, or of identifiers such as DOIs, one per line."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from django.utils.translation import gettext as _

from articles.references.formats.decoding import UnreadableError
from articles.references.formats.record import (
    MAX_RECORDS,
    Record,
    build_record,
    limit_records,
    snippet,
    unreadable_record,
)
from articles.references.identifiers import CLEANERS
from articles.references.parsing import ParsedReference, parse_list
from articles.references.source import SourceKind

MAX_LIST_LENGTH = 500_000
BULLET = re.compile(r"^\s*(?:\[\d{1,4}\]|\d{1,4}[.)]|[-*•–])\s+")
SEVERAL_PMIDS = re.compile(r"\s*\d{4,8}(?:[\s,;]+\d{4,8})+[\s,;]*")
# The patterns of a line that is nothing but an identifier.
BARE_IDENTIFIERS = {
    "doi": r"(?:doi\W{0,3}|https?://(?:dx\.|www\.)?doi\.org/)?10\.\d\S+",
    "pmid": r"PMID\W{0,3}\d+\W?|\d{4,8}[.,;]?|https?://\S*pubmed\S*?\d+/?",
    "pmcid": r"(?:PMCID\W{0,3}|https?://\S+/)?PMC\d+\W?",
    "registration": r"(?:https?://\S+/)?(?:NCT|ISRCTN)\d+\W?",
    "isbn": r"ISBN\b[\dX\W]+|97[89][\d\s-]{10,14}",
}
MAX_IDENTIFIER_LENGTH = 300


def read(text: str) -> list[Record]:
    """Return records of identifiers if each line is one, or else of parsed references."""
    if bare := _read_identifiers(text):
        return bare
    if len(text) > MAX_LIST_LENGTH:
        message = _(
            "This is neither RIS, nbib, BibTeX nor CSL-JSON, and too long for a list of "
            "references. Paste it in parts."
        )
        raise UnreadableError(message)
    return limit_records(map(_record, parse_list(text)))


def _read_identifiers(text: str) -> list[Record]:
    """Return a record for each line if every line is an identifier, or else none."""
    records = []
    for line in islice(_lines(text), MAX_RECORDS + 1):
        if not (record := _identifier_record(line)):
            return []
        records.append(record)
    return limit_records(iter(records))


def _lines(text: str) -> Iterator[str]:
    """Yield the lines that are not blank; one of several PubMed IDs is split."""
    for line in text.split("\n"):
        if SEVERAL_PMIDS.fullmatch(line):
            yield from re.findall(r"\d+", line)
        elif line.strip():
            yield BULLET.sub("", line).strip()


def _parse_identifier(text: str) -> dict[str, str]:
    """Return the identifier that the text is, as a field and its value."""
    for name, pattern in BARE_IDENTIFIERS.items() if len(text) <= MAX_IDENTIFIER_LENGTH else ():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            with suppress(ValueError):
                return {name: CLEANERS[name](text.rstrip(".,;"))}
    return {}


def _identifier_record(text: str) -> Record | None:
    identifier = _parse_identifier(text)
    if not identifier:
        return None
    kind = SourceKind.TRIAL if "registration" in identifier else SourceKind.ARTICLE
    note = _("Only a number was given. It is looked up in the library and nowhere else.")
    return build_record({"kind": kind, **identifier}, text, [note])


def _record(parsed: ParsedReference) -> Record:
    if record := _identifier_record(parsed.text.strip()):
        return record
    if not parsed.source:
        return unreadable_record(parsed.text, parsed.problem)
    return Record(parsed.source, snippet(parsed.text), diagnoses=parsed.diagnoses)
