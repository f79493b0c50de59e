"""Parse one reference into a source with its diagnoses, or say why it cannot be read."""

import re
from dataclasses import dataclass, field, fields
from typing import Any

from django.utils.translation import gettext as _

from articles.references.diagnosis import Diagnosis, diagnose
from articles.references.parsing.articles import read_article, read_article_without_volume
from articles.references.parsing.books_and_pages import (
    read_book,
    read_chapter,
    read_trial,
    read_web_page,
)
from articles.references.parsing.sentences import SENTENCE_END
from articles.references.parsing.trailers import extract_trailers
from articles.references.source import Source

MAX_ENTRY_LENGTH = 4_000
# Enough for fifty authors such as "Wood P. B." and some sentences.
MAX_SENTENCE_ENDS = 150
READERS = (
    read_chapter,
    read_article,
    read_trial,
    read_book,
    read_article_without_volume,
    read_web_page,
)
# Every reference has a year, a number or a URL, or one of these words.
LIKELY_REFERENCE = re.compile(r"\d|://|www\.|\[Internet\]|Preprint")
SOURCE_FIELDS = {item.name for item in fields(Source)}
MAX_QUOTED_LENGTH = 200


@dataclass(frozen=True)
class ParsedReference:
    """One reference of a list: its source with diagnoses, or the problem in reading it."""

    text: str
    source: Source | None = None
    diagnoses: list[Diagnosis] = field(default_factory=list)
    problem: str = ""


def parse_entry(text: str) -> ParsedReference:
    """Parse one reference on one line, without repairing anything."""
    if len(text) > MAX_ENTRY_LENGTH or len(SENTENCE_END.findall(text)) > MAX_SENTENCE_ENDS:
        problem = _("This is too long for one reference. Put a blank line between references.")
        return ParsedReference(_shorten(text, MAX_ENTRY_LENGTH), problem=problem)
    if not LIKELY_REFERENCE.search(text):
        return ParsedReference(text, problem=_unreadable_message(False))
    rest, trailers = extract_trailers(text)
    if not re.search(r"[^\W\d_]{2}", rest):
        return ParsedReference(text, problem=_unreadable_message(bool(trailers)))
    for reader in READERS:
        found = reader(rest, trailers)
        if found and found["title"]:
            return _build_parsed(text, trailers | {k: v for k, v in found.items() if v})
    return ParsedReference(text, problem=_unreadable_message(False))


def _build_parsed(text: str, found: dict[str, Any]) -> ParsedReference:
    source = Source(**{name: value for name, value in found.items() if name in SOURCE_FIELDS})
    diagnoses = diagnose(source, text)
    left = found.get("left", "").strip(" .,;")
    # A single word is a language or "Review", for which a source has no field.
    if " " in left and re.search(r"\w{3}", left):
        message = _("This part of the text was not imported: “%(text)s”.")
        quoted = _shorten(left, MAX_QUOTED_LENGTH)
        diagnoses.append(Diagnosis("left-over", "", message % {"text": quoted}))
    return ParsedReference(text, source, diagnoses)


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _unreadable_message(has_number: bool) -> str:
    if has_number:
        return _("This has only a number or an address. Add authors, title and year.")
    return _("Authors, title and year could not be recognised. Fill in the fields by hand.")
