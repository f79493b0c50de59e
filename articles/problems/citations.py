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

from articles.blocks.evidence import StatementBlock
from articles.blocks.references import ReferencesBlock
from articles.blocks.text import KeyPointBlock
from articles.blocks.walk import Part, Section, plain_text, sections, walk
from articles.citations.cited_sources import FURTHER_READING
from articles.models import Reference
from articles.models.cited_references import references_by_id
from articles.problems import messages as wording
from articles.problems.typed_citations import find_markers
from articles.references.similarity import find_duplicates

# Blocks that state one thing and have a place for where it comes from.
CLAIMS = (KeyPointBlock, StatementBlock)


class Severity(models.TextChoices):
    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")


class Code(models.TextChoices):
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
    ORPHAN = "orphan-reference", _("Listed in vain")
    GAP = "gap", _("No source")


# Told in each block that cites the source; its other faults once, where it comes first.
IN_EACH_BLOCK = (Code.MISSING, Code.RETRACTED)


@dataclass(frozen=True)
class Problem:
    """One fault: what is wrong and what to do, and with which source, if it is about one.

    `path` leads to it through the ids of blocks and the names of fields, the block of the body
    first; `where` is what an editor calls that block.
    """

    code: Code
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


def problems(page) -> list[Problem]:
    """The problems of an article as `page` has it; one query for its sources, or two."""
    read = sections(page.body)
    named = {pk for section in read for part in section.parts for pk in part.ids}
    return _Check(read, references_by_id(named)).problems()


def problems_of(body, references: Mapping[int, Reference]) -> list[Problem]:
    """The problems of a body in document order, without a query.

    `references` are its sources by the ids that name them; an id that is not among them names a
    source that is gone.
    """
    return _Check(sections(body), references).problems()


class _Fault(NamedTuple):
    """A problem, before it is known where."""

    severity: Severity
    code: Code
    what: str
    reference_id: int | None = None


class _Check:
    """One reading of a body, with what has to be known before its first line."""

    def __init__(self, read: list[Section], references: Mapping[int, Reference]):
        self.sections = read
        self.references = references
        parts = [part for section in read for part in section.parts]
        ids = [pk for part in parts for pk in part.ids]
        named = {references[pk].pk: references[pk] for pk in ids if pk in references}
        self.doubles = _doubles(list(named.values()))
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
            for severity, code, what, pk in self.faults(part)
        ]
        return _once(found)

    def faults(self, part: Part) -> Iterator[_Fault]:
        for marker in find_markers(part.text):
            yield _Fault(Severity.ERROR, Code.RAW_MARKER, wording.typed(marker, part.text))
        if isinstance(part.block, CLAIMS):
            yield from _unsupported(part)
        if isinstance(part.block, ReferencesBlock) and self.cites_nothing:
            yield _Fault(Severity.WARNING, Code.ORPHAN, wording.empty_list())
        for mark in part.marks:
            if not mark.ids:
                what = wording.empty_mark(plain_text(mark.label))
                yield _Fault(Severity.WARNING, Code.GAP, what)
            for pk in mark.ids:
                if reference := self.references.get(pk):
                    yield from self.faults_of(reference, part)
                else:
                    what = wording.gone(plain_text(mark.label))
                    yield _Fault(Severity.ERROR, Code.MISSING, what, pk)

    def faults_of(self, reference: Reference, part: Part) -> Iterator[_Fault]:
        pk = reference.pk
        if reference.state:
            severity = Severity.ERROR if reference.is_retracted else Severity.WARNING
            yield _Fault(severity, Code.RETRACTED, wording.changed(reference), pk)
        if pk in self.doubles:
            what = wording.one_work(reference, *self.doubles[pk])
            yield _Fault(Severity.WARNING, Code.DUPLICATE, what, pk)
        if reference.lacks:
            yield _Fault(Severity.WARNING, Code.INCOMPLETE, wording.incomplete(reference), pk)
        if FURTHER_READING in part.path and pk in self.cited:
            yield _Fault(Severity.WARNING, Code.ORPHAN, wording.cited_as_well(reference), pk)


def _once(found: list[Problem]) -> list[Problem]:
    """Without what has been said of a source before."""
    first: dict[object, Problem] = {}
    for number, problem in enumerate(found):
        place = problem.block_id if problem.code in IN_EACH_BLOCK else ""
        key = (problem.code, problem.reference_id, place) if problem.reference_id else number
        first.setdefault(key, problem)
    return list(first.values())


def _is_prose(part: Part) -> bool:
    return isinstance(part.block, RichTextBlock) and bool(part.text)


def _doubles(named: list[Reference]) -> dict[int, tuple[Reference, str]]:
    """Of sources in order those that repeat an earlier one, by id: with that one and the reason."""
    pairs = find_duplicates([reference.source for reference in named])
    return {named[later].pk: (named[first], reason) for first, later, reason in pairs}


def _unsupported(part: Part) -> Iterator[_Fault]:
    """A claim that says something but not where it comes from."""
    inside = list(walk(part))
    words = next((each.text for each in inside if each.text), "")
    if words and not any(each.marks for each in inside):
        what = wording.without_source(str(part.block.label), words)
        yield _Fault(Severity.WARNING, Code.GAP, what)
