"""What is wrong with an article's citations: the one place that knows.

Whatever shows, counts or stops at problems asks `problems`. An error misleads readers or leads
them nowhere; a warning is an editor's to judge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from articles.blocks.walk import BodySection, StoredBlock, get_sections, plain_text, walk
from articles.citations.cited_sources import FURTHER_READING
from articles.models import Reference
from articles.models.cited_references import get_references_by_id
from articles.problems import messages
from articles.problems.typed_citations import find_typed_citations
from articles.references.similarity import find_duplicates


class Severity(models.TextChoices):
    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")


class ProblemCode(models.TextChoices):
    """What can be wrong.

    The list of references fills itself, so no line of it can go uncited. Listed in vain are
    further reading that the text cites anyway, and the list itself if the text cites nothing. A
    gap is a place for a source that has none: an empty citation, a finding, a key point (each
    "with its source", as the block says).
    """

    MISSING = "missing-reference", _("Source gone")
    RETRACTED = "retracted", _("Source retracted or corrected")
    RAW_MARKER = "raw-marker", _("Citation typed by hand")
    DUPLICATE = "duplicate-reference", _("One source twice")
    INCOMPLETE = "incomplete-reference", _("Source incomplete")
    UNUSED_ENTRY = "orphan-reference", _("Listed in vain")
    UNSOURCED = "gap", _("No source")


# Told in each block that cites the source; its other faults once, where it comes first.
REPEATED_PER_BLOCK = (ProblemCode.MISSING, ProblemCode.RETRACTED)


@dataclass(frozen=True)
class Problem:
    """One fault: what is wrong and what to do, and with which source, if it is about one.

    `path` leads to it through the ids of blocks and the names of fields, the block of the body
    first; `where` is what an editor calls that block.
    """

    code: ProblemCode
    severity: Severity
    path: tuple[str, ...]
    where: str
    what: str
    reference_id: int | None = None

    @property
    def block_id(self) -> str:
        return self.path[0]

    @property
    def message(self) -> str:
        """All of it in one sentence or two, for lists that stand away from the article."""
        return f"{self.where}: {self.what}"


def find_problems(page) -> list[Problem]:
    """The problems of an article as `page` has it; one query for its sources, or two."""
    read = get_sections(page.body)
    named = {pk for section in read for part in section.parts for pk in part.ids}
    return _ProblemFinder(read, get_references_by_id(named)).problems()


def find_body_problems(body, references: Mapping[int, Reference]) -> list[Problem]:
    """The problems of a body in document order, without a query.

    `references` are its sources by the ids that name them; an id that is not among them names a
    source that is gone.
    """
    return _ProblemFinder(get_sections(body), references).problems()


class _UnplacedProblem(NamedTuple):
    """A problem, before it is known where."""

    severity: Severity
    code: ProblemCode
    what: str
    reference_id: int | None = None


class _ProblemFinder:
    """One reading of a body, with what has to be known before its first line."""

    def __init__(self, read: list[BodySection], references: Mapping[int, Reference]):
        self.sections = read
        self.references = references
        parts = [part for section in read for part in section.parts]
        ids = [pk for part in parts for pk in part.ids]
        named = {references[pk].pk: references[pk] for pk in ids if pk in references}
        self.duplicates = _find_duplicate_sources(list(named.values()))
        self.cited = {
            references[pk].pk
            for part in parts
            if FURTHER_READING not in part.path
            for pk in part.ids
            if pk in references
        }
        self.cites_nothing = not ids and any(map(_is_prose, parts))

    def problems(self) -> list[Problem]:
        found = [
            Problem(code, severity, part.path, name, what, pk)
            for name, parts in self.sections
            for part in parts
            for severity, code, what, pk in self.part_problems(part)
        ]
        return _deduplicate(found)

    def part_problems(self, part: StoredBlock) -> Iterator[_UnplacedProblem]:
        for marker in find_typed_citations(part.text):
            yield _UnplacedProblem(
                Severity.ERROR,
                ProblemCode.RAW_MARKER,
                messages.typed_citation_message(marker, part.text),
            )
        if getattr(part.block, "needs_source", False):
            yield from _find_unsourced_claims(part)
        if getattr(part.block, "is_reference_list", False) and self.cites_nothing:
            yield _UnplacedProblem(
                Severity.WARNING, ProblemCode.UNUSED_ENTRY, messages.empty_list_message()
            )
        for mark in part.marks:
            if not mark.ids:
                what = messages.empty_citation_message(plain_text(mark.label))
                yield _UnplacedProblem(Severity.WARNING, ProblemCode.UNSOURCED, what)
            for pk in mark.ids:
                if reference := self.references.get(pk):
                    yield from self.reference_problems(reference, part)
                else:
                    what = messages.missing_source_message(plain_text(mark.label))
                    yield _UnplacedProblem(Severity.ERROR, ProblemCode.MISSING, what, pk)

    def reference_problems(
        self, reference: Reference, part: StoredBlock
    ) -> Iterator[_UnplacedProblem]:
        pk = reference.pk
        if reference.state:
            severity = Severity.ERROR if reference.is_retracted else Severity.WARNING
            yield _UnplacedProblem(
                severity, ProblemCode.RETRACTED, messages.changed_source_message(reference), pk
            )
        if pk in self.duplicates:
            what = messages.duplicate_message(reference, *self.duplicates[pk])
            yield _UnplacedProblem(Severity.WARNING, ProblemCode.DUPLICATE, what, pk)
        if reference.lacks:
            yield _UnplacedProblem(
                Severity.WARNING, ProblemCode.INCOMPLETE, messages.incomplete_message(reference), pk
            )
        if FURTHER_READING in part.path and pk in self.cited:
            yield _UnplacedProblem(
                Severity.WARNING,
                ProblemCode.UNUSED_ENTRY,
                messages.also_cited_message(reference),
                pk,
            )


def _deduplicate(found: list[Problem]) -> list[Problem]:
    """Without what has been said of a source before."""
    first: dict[object, Problem] = {}
    for number, problem in enumerate(found):
        place = problem.block_id if problem.code in REPEATED_PER_BLOCK else ""
        key = (problem.code, problem.reference_id, place) if problem.reference_id else number
        first.setdefault(key, problem)
    return list(first.values())


def _is_prose(part: StoredBlock) -> bool:
    return isinstance(part.block, RichTextBlock) and bool(part.text)


def _find_duplicate_sources(named: list[Reference]) -> dict[int, tuple[Reference, str]]:
    """Of sources in order those that repeat an earlier one, by id: with that one and the reason."""
    pairs = find_duplicates([reference.source for reference in named])
    return {named[later].pk: (named[first], reason) for first, later, reason in pairs}


def _find_unsourced_claims(part: StoredBlock) -> Iterator[_UnplacedProblem]:
    """A claim that says something but not where it comes from."""
    inside = list(walk(part))
    words = next((each.text for each in inside if each.text), "")
    if words and not any(each.marks for each in inside):
        what = messages.unsourced_message(str(part.block.label), words)
        yield _UnplacedProblem(Severity.WARNING, ProblemCode.UNSOURCED, what)
