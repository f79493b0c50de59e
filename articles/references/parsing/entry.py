"""Parse one reference into a source with its diagnoses, or say why it cannot be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from articles.references.diagnosis import Diagnosis, diagnose
from articles.references.parsing.doubts import find_doubt
from articles.references.parsing.fit import DOUBTFUL_FIT, GOOD_FIT, MIN_FIT, measure_fit
from articles.references.parsing.published import find_published
from articles.references.parsing.readings import find_readings
from articles.references.parsing.sentences import SENTENCE_END
from articles.references.parsing.trailers import extract_trailers
from articles.references.source import Source

MAX_ENTRY_LENGTH = 4_000
# Enough for fifty authors such as "Wood P. B." and some sentences.
MAX_SENTENCE_ENDS = 150
# Every reference has a year, a number or a URL, or one of these words.
LIKELY_REFERENCE = re.compile(r"\d|://|www\.|\[Internet\]|Preprint")
SOURCE_FIELDS = {item.name for item in fields(Source)}
MAX_QUOTED_LENGTH = 200
NEWS_BONUS = 0.08


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
    best, best_fit = None, MIN_FIT
    for found in find_readings(rest, trailers):
        if not found.get("title"):
            continue
        reading = trailers | {name: value for name, value in found.items() if value}
        source = _build_source(reading)
        fit = measure_fit(
            source,
            reading.get("left", ""),
            rest,
            has_day="is_dated_by_day" in reading,
            is_marked="is_marked" in reading,
        )
        if fit > best_fit:
            best, best_fit = reading, fit
        if fit >= GOOD_FIT:
            break
    if not best:
        return ParsedReference(text, problem=_unreadable_message(False))
    # News have a day in place of volume and pages.
    needed = DOUBTFUL_FIT - NEWS_BONUS * ("is_dated_by_day" in best)
    return _build_parsed(text, best, is_doubtful=best_fit < needed)


def _build_source(found: dict[str, Any]) -> Source:
    return Source(**{name: value for name, value in found.items() if name in SOURCE_FIELDS})


def _build_parsed(text: str, found: dict[str, Any], *, is_doubtful: bool) -> ParsedReference:
    source = _build_source(found)
    source = replace(source, published=find_published(source, text))
    diagnoses = diagnose(source, text)
    left = found.get("left", "").strip(" .,;")
    # A single word is a language or "Review", for which a source has no field.
    if " " in left and re.search(r"\w{3}", left):
        message = _("This part of the text was not imported: “%(text)s”.")
        quoted = _shorten(left, MAX_QUOTED_LENGTH)
        diagnoses.append(Diagnosis("left-over", "", message % {"text": quoted}))
    diagnoses += _diagnose_moved_particles(source, text)
    if found.get("is_guess"):
        message = _(
            "“%(name)s” could be the publisher of a book or the name of a journal or site. It was "
            "taken for a publisher."
        )
        diagnoses.append(
            Diagnosis("unclear-kind", "publisher", message % {"name": source.publisher})
        )
    if not diagnoses and (doubt := find_doubt(source, text)):
        diagnoses.append(Diagnosis("doubtful", doubt.field, str(doubt.message)))
    if is_doubtful and not diagnoses:
        message = _("The parts of this reference could not be told apart for certain.")
        diagnoses.append(Diagnosis("doubtful", "", message))
    return ParsedReference(text, source, diagnoses)


def _diagnose_moved_particles(source: Source, text: str) -> Iterator[Diagnosis]:
    """Find "Waal E van de", which is read as "van de Waal E"."""
    for author in source.authors:
        words = author.family.split(" ")
        count = next((n for n, word in enumerate(words) if not word.islower()), 0)
        printed = " ".join([*words[count:], author.given, *words[:count]])
        if count and printed in text:
            message = _("“%(printed)s” was read as “%(name)s”. Compare the name with the paper.")
            names = {"printed": printed, "name": author.line}
            yield Diagnosis("moved-particle", "authors", message % names)


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"


def _unreadable_message(has_number: bool) -> str:
    if has_number:
        return _("This has only a number or an address. Add authors, title and year.")
    return _("Authors, title and year could not be recognised. Fill in the fields by hand.")
