"""Resolve pasted references, and numbers typed in a text, to sources."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.library.importing.apply import apply_plan
from articles.library.importing.matching import best_row, group_duplicates
from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.models import Reference


@dataclass
class ResolvedNumber:
    """A number of a text with its source: one of the library, or a row that can be imported.

    If it is not `is_sure`, `reasons` say what the user should check.
    """

    number: int
    reference: Reference | None = None
    row: Row | None = None
    reasons: list[str] = field(default_factory=list)
    is_sure: bool = False

    @property
    def can_cite(self) -> bool:
        return self.reference is not None or (self.row is not None and self.row.can_cite)


def import_rows(plan: Plan, numbers: Collection[int], user: Any) -> dict[int, Reference]:
    """Return the sources of the rows with these numbers, by number; new ones are stored.

    Known ones are cited as the library has them: only an import fills their empty fields. Raise
    NotImportedError.
    """
    rows = [row for row in plan.rows if row.number in numbers and row.can_cite]
    new = {row.number for row in rows if not row.cited_reference}
    created = iter(apply_plan(plan, new, user).created)
    return {row.number: row.cited_reference or next(created) for row in rows}


def resolve_numbers(numbers: Sequence[int], plan: Plan) -> list[ResolvedNumber]:
    """Resolve the numbers of a text by its list of references.

    A reference that the list has twice is one source.
    """
    rows = {row.number: row for row in plan.rows}
    best = {row.number: best_row(group) for group in group_duplicates(plan.rows) for row in group}
    return [_resolve_number(number, rows.get(number), best.get(number)) for number in numbers]


def resolve_by_position(numbers: Sequence[int], here: Sequence[Reference]) -> list[ResolvedNumber]:
    """Resolve the numbers as those of the page's own list."""
    return [
        ResolvedNumber(number, here[number - 1] if 0 < number <= len(here) else None)
        for number in numbers
    ]


def _resolve_number(number: int, row: Row | None, best: Row | None) -> ResolvedNumber:
    if row is None:
        return ResolvedNumber(number)
    cited = best if best and row.status == RowStatus.DUPLICATE else row
    is_sure = cited is row and row.is_certain
    return ResolvedNumber(number, cited.cited_reference, cited, row.reasons, is_sure)
