"""From references that were pasted to sources that can be cited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.library.importing.duplicates import best_row, group_duplicates
from articles.library.importing.plan import Plan, Row, RowStatus, apply_plan
from articles.models import Reference


@dataclass
class ResolvedNumber:
    """What a number in a text stands for: a source of the library, or a row that is to become one.

    `is_sure` says whether nobody has to think about it; `reasons` what there is to think about.
    """

    number: int
    reference: Reference | None = None
    row: Row | None = None
    reasons: list[str] = field(default_factory=list)
    is_sure: bool = False


def can_cite(row: Row) -> bool:
    return row.status == RowStatus.KNOWN or row.can_import


def import_rows(plan: Plan, numbers: Collection[int], user: Any) -> dict[int, Reference]:
    """The sources that the rows with these numbers are, by number; new ones are stored.

    Known ones are cited as the library has them: what a list would add to them is a matter of the
    import, not of citing. Raises NotImportedError.
    """
    rows = [row for row in plan.rows if row.number in numbers and can_cite(row)]
    imported = {row.number for row in rows if row.status != RowStatus.KNOWN}
    created = iter(apply_plan(plan, imported, user).created)
    return {
        row.number: row.existing
        if row.existing and row.status == RowStatus.KNOWN
        else next(created)
        for row in rows
    }


def resolve_numbers(numbers: Sequence[int], plan: Plan) -> list[ResolvedNumber]:
    """What the numbers of a text stand for, by the list of references at its end.

    A reference that the list has twice is one source.
    """
    rows = {row.number: row for row in plan.rows}
    taken = {row.number: best_row(group) for group in group_duplicates(plan.rows) for row in group}
    return [_resolve_number(number, rows.get(number), taken.get(number)) for number in numbers]


def resolve_by_position(numbers: Sequence[int], here: Sequence[Reference]) -> list[ResolvedNumber]:
    """What the numbers stand for if they are those of the page's own list."""
    return [
        ResolvedNumber(number, here[number - 1] if 0 < number <= len(here) else None)
        for number in numbers
    ]


def _resolve_number(number: int, row: Row | None, taken: Row | None) -> ResolvedNumber:
    if row is None:
        return ResolvedNumber(number)
    repeated = row.status == RowStatus.DUPLICATE and taken is not None and taken is not row
    meant = taken if repeated and taken else row
    return ResolvedNumber(
        number,
        meant.existing if meant.status == RowStatus.KNOWN else None,
        meant,
        row.reasons,
        is_sure=meant is row and row.status in {RowStatus.NEW, RowStatus.KNOWN},
    )
