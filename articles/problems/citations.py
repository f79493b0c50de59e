"""Problems with the citations of an article, and with its calls to action.

An error misleads readers or leads them nowhere, and stops publishing; a warning is for an editor
to judge.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.blocks import RichTextBlock
from wagtail.models import Page

from articles.blocks.walk import StoredBlock, plain_text, walk
from articles.citations.cited_sources import FURTHER_READING
from articles.models import CallToAction, Reference
from articles.models.settings import get_official_source_years
from articles.models.site_roots import get_site_ids_of
from articles.problems import messages
from articles.problems.body_reading import BodyReading
from articles.problems.problem import Problem, ProblemCode, Severity, Spot, get_spot
from articles.problems.typed_citations import find_typed_citations
from articles.references.official import (
    can_be_looked_up,
    get_last_checked_year,
    is_official,
    is_unreachable,
)
from articles.references.similarity import find_duplicates
from articles.references.source import Source

# Reported in each block that cites the source. Other problems of a source are reported once.
REPEATED_PER_BLOCK = (ProblemCode.MISSING, ProblemCode.RETRACTED)
# In one text: each problem holds its whole line, which may be as long as the text.
MAX_TYPED_CITATIONS = 300


def find_citation_problems(page, reading: BodyReading) -> list[Problem]:
    """Return the problems of an article in document order.

    `reading` is the reading of its body. Two queries at most find the setting of its site if it
    cites official sources.
    """
    return _ProblemFinder(page, reading).problems()


class _UnplacedProblem(NamedTuple):
    """A problem without its place."""

    severity: Severity
    code: ProblemCode
    what: str
    reference_id: int | None = None
    spot: Spot | None = None
    other_reference_id: int | None = None


class _ProblemFinder:
    """Checks one reading of a body."""

    def __init__(self, page: Page, reading: BodyReading):
        self.page = page
        self.sections, self.references, self.calls_to_action = reading
        parts = [part for section in self.sections for part in section.parts]
        ids = [pk for part in parts for pk in part.ids]
        known = {pk: self.references[pk] for pk in ids if pk in self.references}
        sources = {source.pk: source for source in known.values()}
        # Built once: it takes longer than most checks.
        self.plain = {pk: reference.source for pk, reference in sources.items()}
        self.duplicates = _find_duplicate_sources(list(sources.values()), self.plain)
        cited = [part for part in parts if FURTHER_READING not in part.path]
        self.cited = {known[pk].pk for part in cited for pk in part.ids if pk in known}
        self.cites_nothing = not ids and any(map(_is_prose, parts))
        self.found_in_sources: dict[int, list[_UnplacedProblem]] = {}

    @cached_property
    def oldest_official_year(self) -> int:
        """The first year of official sources that are not yet old."""
        return timezone.localdate().year - get_official_source_years(self.page)

    @cached_property
    def site_ids(self) -> set[int]:
        """The sites that show the page; none for a page that is not saved yet."""
        return get_site_ids_of(self.page)

    def is_foreign(self, item: Reference | CallToAction) -> bool:
        """Return True for what belongs to another clinic than the page."""
        return bool(item.site_id and self.site_ids) and item.site_id not in self.site_ids

    def problems(self) -> list[Problem]:
        found = [
            Problem(code, severity, part.path, name, what, pk, other, spot=spot)
            for name, parts in self.sections
            for part in parts
            for severity, code, what, pk, spot, other in self.part_problems(part)
        ]
        return _deduplicate(found)

    def part_problems(self, part: StoredBlock) -> Iterator[_UnplacedProblem]:
        for typed in find_typed_citations(part.text)[:MAX_TYPED_CITATIONS]:
            spot = get_spot(part.text, typed.start, typed.start + len(typed.text))
            message = messages.typed_citation_message(typed, part.text)
            yield _error(ProblemCode.RAW_MARKER, message)._replace(spot=spot)
        if getattr(part.block, "needs_source", False):
            yield from _find_unsourced_claims(part)
        if getattr(part.block, "is_reference_list", False) and self.cites_nothing:
            yield _warning(ProblemCode.UNUSED_ENTRY, messages.empty_list_message())
        if getattr(part.block, "is_call_to_action", False) and part.value:
            yield from self.call_to_action_problems(part)
        for mark in part.marks:
            if not mark.ids:
                message = messages.empty_citation_message(plain_text(mark.label))
                yield _warning(ProblemCode.UNSOURCED, message)
            for pk in mark.ids:
                if reference := self.references.get(pk):
                    yield from self.reference_problems(reference, part)
                else:
                    message = messages.missing_source_message(plain_text(mark.label))
                    yield _error(ProblemCode.MISSING, message, pk)

    def call_to_action_problems(self, part: StoredBlock) -> Iterator[_UnplacedProblem]:
        chosen = self.calls_to_action.get(part.value)
        if chosen is None:
            yield _warning(ProblemCode.NOT_SHOWN, messages.missing_call_to_action_message())
        elif self.is_foreign(chosen):
            yield _error(ProblemCode.FOREIGN, messages.foreign_message(str(chosen)))
        elif not chosen.live:
            yield _warning(ProblemCode.NOT_SHOWN, messages.draft_call_to_action_message(chosen))

    def reference_problems(
        self, reference: Reference, part: StoredBlock
    ) -> Iterator[_UnplacedProblem]:
        if reference.pk not in self.found_in_sources:
            self.found_in_sources[reference.pk] = list(self.source_problems(reference))
        yield from self.found_in_sources[reference.pk]
        if FURTHER_READING in part.path and reference.pk in self.cited:
            message = messages.also_cited_message(reference)
            yield _warning(ProblemCode.UNUSED_ENTRY, message, reference.pk)

    def source_problems(self, reference: Reference) -> Iterator[_UnplacedProblem]:
        """Yield what is wrong with a source, however often it is cited."""
        pk = reference.pk
        if self.is_foreign(reference):
            yield _error(ProblemCode.FOREIGN, messages.foreign_message(reference.short_label), pk)
        if reference.state:
            make = _error if reference.is_retracted else _warning
            yield make(ProblemCode.RETRACTED, messages.changed_source_message(reference), pk)
        if pk in self.duplicates:
            other, reason = self.duplicates[pk]
            message = messages.duplicate_message(reference, other, reason)
            yield _warning(ProblemCode.DUPLICATE, message, pk)._replace(other_reference_id=other.pk)
        if diagnoses := reference.diagnose(self.plain[pk]):
            is_short = all(each.code == "authors-et-al" for each in diagnoses)
            severity = Severity.NOTE if is_short else Severity.WARNING
            message = messages.damaged_message(reference, diagnoses)
            yield _UnplacedProblem(severity, ProblemCode.DAMAGED, message, pk)
        yield from self.reachability_problems(reference)

    def reachability_problems(self, reference: Reference) -> Iterator[_UnplacedProblem]:
        """Yield what keeps a reader from looking up the source, or from relying on it today."""
        pk, source = reference.pk, self.plain[reference.pk]
        lacks = reference.lacks
        if is_unreachable(source):
            lacks = [name for name in lacks if name != "url"]
            yield _error(ProblemCode.UNREACHABLE, messages.unreachable_message(reference), pk)
        elif not can_be_looked_up(source):
            message = messages.no_identifier_message(reference)
            yield _UnplacedProblem(Severity.NOTE, ProblemCode.NO_IDENTIFIER, message, pk)
        if lacks:
            message = messages.incomplete_message(reference, lacks)
            yield _warning(ProblemCode.INCOMPLETE, message, pk)
        year = is_official(source) and get_last_checked_year(source)
        if year and year < self.oldest_official_year:
            yield _warning(ProblemCode.OUTDATED, messages.outdated_message(reference, year), pk)


def _error(code: ProblemCode, what: str, pk: int | None = None) -> _UnplacedProblem:
    return _UnplacedProblem(Severity.ERROR, code, what, pk)


def _warning(code: ProblemCode, what: str, pk: int | None = None) -> _UnplacedProblem:
    return _UnplacedProblem(Severity.WARNING, code, what, pk)


def _deduplicate(found: list[Problem]) -> list[Problem]:
    """Return the problems without repetitions about the same source."""
    first: dict[object, Problem] = {}
    for number, problem in enumerate(found):
        place = problem.block_id if problem.code in REPEATED_PER_BLOCK else ""
        key = (problem.code, problem.reference_id, place) if problem.reference_id else number
        first.setdefault(key, problem)
    return list(first.values())


def _is_prose(part: StoredBlock) -> bool:
    return isinstance(part.block, RichTextBlock) and bool(part.text)


def _find_duplicate_sources(
    sources: list[Reference], plain: Mapping[int, Source]
) -> dict[int, tuple[Reference, str]]:
    """Map the id of each source that repeats an earlier one to that one and the reason."""
    pairs = find_duplicates([plain[reference.pk] for reference in sources])
    return {sources[later].pk: (sources[first], reason) for first, later, reason in pairs}


def _find_unsourced_claims(part: StoredBlock) -> Iterator[_UnplacedProblem]:
    """Yield a problem for a claim that has text but no citation."""
    inside = list(walk(part))
    words = next((each.text for each in inside if each.text), "")
    if words and not any(each.marks for each in inside):
        message = messages.unsourced_message(str(part.block.label), words)
        yield _warning(ProblemCode.UNSOURCED, message)
