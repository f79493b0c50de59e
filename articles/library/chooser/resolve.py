"""From references that were pasted to sources that can be cited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.library.importing.duplicates import best, groups
from articles.library.importing.plan import Plan, Row, Status, carry_out
from articles.models import Reference


@dataclass
class Meaning:
    """What a number in a text stands for: a source of the library, or a row that is to become one.

    `is_sure` says whether nobody has to think about it; `reasons` what there is to think about.
    """

    number: int
    reference: Reference | None = None
    row: Row | None = None
    reasons: list[str] = field(default_factory=list)
    is_sure: bool = False


def can_take(row: Row) -> bool:
    return row.status == Status.KNOWN or row.can_import


def take(plan: Plan, numbers: Collection[int], user: Any) -> dict[int, Reference]:
    """The sources that the rows with these numbers are, by number; new ones are stored.

    Known ones are cited as the library has them: what a list would add to them is a matter of the
    import, not of citing. Raises NotImportedError.
    """
    rows = [row for row in plan.rows if row.number in numbers and can_take(row)]
    imported = {row.number for row in rows if row.status != Status.KNOWN}
    created = iter(carry_out(plan, imported, user).created)
    return {
        row.number: row.existing if row.existing and row.status == Status.KNOWN else next(created)
        for row in rows
    }


def meanings(numbers: Sequence[int], plan: Plan) -> list[Meaning]:
    """What the numbers of a text stand for, by the list of references at its end.

    A reference that the list has twice is one source.
    """
    rows = {row.number: row for row in plan.rows}
    taken = {row.number: best(group) for group in groups(plan.rows) for row in group}
    return [_meaning(number, rows.get(number), taken.get(number)) for number in numbers]


def by_place(numbers: Sequence[int], here: Sequence[Reference]) -> list[Meaning]:
    """What the numbers stand for if they are those of the page's own list."""
    return [
        Meaning(number, here[number - 1] if 0 < number <= len(here) else None) for number in numbers
    ]


def _meaning(number: int, row: Row | None, taken: Row | None) -> Meaning:
    if row is None:
        return Meaning(number)
    repeated = row.status == Status.DUPLICATE and taken is not None and taken is not row
    meant = taken if repeated and taken else row
    return Meaning(
        number,
        meant.existing if meant.status == Status.KNOWN else None,
        meant,
        row.reasons,
        is_sure=meant is row and row.status in {Status.NEW, Status.KNOWN},
    )
