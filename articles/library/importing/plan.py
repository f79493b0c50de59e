"""Find out what an import would do, before anything is done."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.library.importing import reasons as telling
from articles.library.importing.apply import NotImportedError, Outcome, carry_out
from articles.library.importing.duplicates import best, groups
from articles.library.importing.field_updates import brought
from articles.library.importing.matching import NUMBERS, Library, shared_numbers
from articles.library.importing.plan_rows import Plan, Row, Status
from articles.library.importing.validation import Checked, check
from articles.references.formats.record import Record

__all__ = [
    "NotImportedError",
    "Outcome",
    "Plan",
    "Row",
    "Status",
    "carry_out",
    "carry_out_as_shown",
    "plan_import",
]


def plan_import(records: Sequence[Record]) -> Plan:
    """A row for each record, in a few queries however many records there are."""
    checked = [check(record.source) if record.source else None for record in records]
    library = Library(one.source for one in checked if one)
    rows, flaws = [], []
    for number, (record, one) in enumerate(zip(records, checked, strict=True), start=1):
        row = Row(number, Status.UNREADABLE, text=record.text)
        told = list(record.notes)
        if one:
            told = telling.flaws(record, one)
            unfit = {fault.field for fault in one.faults} | {flaw.field for flaw in record.damage}
            _place(row, one, library, unfit)
            if row.status == Status.NEW and told:
                row.status = Status.DAMAGED
        else:
            told.insert(0, record.problem)
        rows.append(row)
        flaws.append(told)
    for group in groups(row for row in rows if row.status != Status.UNREADABLE):
        _mark_repeats(group)
    for row, told in zip(rows, flaws, strict=True):
        row.reasons += [*telling.news(row), *told]
    return Plan(rows)


def carry_out_as_shown(
    records: Sequence[Record], shown: Plan, chosen: Collection[int], user: Any = None
) -> Outcome:
    """Carry out the plan that people were shown, unless the library has changed since."""
    with transaction.atomic():
        plan = plan_import(records)
        if plan.digest != shown.digest:
            raise NotImportedError(
                _("The library has changed meanwhile, so nothing was imported. Look again.")
            )
        return carry_out(plan, chosen, user)


def _place(row: Row, checked: Checked, library: Library, unfit: set[str]) -> None:
    """Decide what a record that was read is to the library; `unfit` are the fields it has wrong."""
    matches = library.matches(checked.source)
    sure = [match for match in matches if match.reason]
    row.source, row.is_blocked = checked.source, checked.is_blocked
    if len([match for match in sure if shared_numbers(checked.source, match.source)]) > 1:
        row.status, row.is_blocked = Status.DUPLICATE, True
        row.reasons += [*map(telling.same_as, sure), telling.torn()]
    elif sure:
        row.status, row.existing = Status.KNOWN, sure[0].reference
        brings = brought(checked.source, sure[0].source)
        row.fields_new = [name for name in brings if name not in unfit]
        row.reasons.append(telling.same_as(sure[0]))
    elif matches:
        row.status, row.existing = Status.DUPLICATE, matches[0].reference
        row.reasons.append(telling.perhaps(matches[0]))
    else:
        row.status = Status.NEW


def _mark_repeats(group: list[Row]) -> None:
    """All but one of the rows that are the same work become duplicates of that one."""
    taken = best(group)
    holders: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in group:
        for number in _numbers(row):
            holders[number].append(row)
    for row in group:
        if row is taken:
            continue
        shared = {number: holders[number] for number in _numbers(row) if len(holders[number]) > 1}
        if row.status == Status.KNOWN:
            names = {name for name, _value in shared}
            row.fields_new = [name for name in row.fields_new if name not in names]
            continue
        row.status = Status.DUPLICATE
        row.is_blocked = row.is_blocked or bool(shared)
        other = taken
        if shared and not shared.keys() & set(_numbers(taken)):
            other = next(one for one in next(iter(shared.values())) if one is not row)
        row.reasons.insert(0, telling.repeats(row, other))


def _numbers(row: Row) -> list[tuple[str, str]]:
    """The row's numbers that only one reference may have, each with its name."""
    return [(name, number) for name in NUMBERS if (number := getattr(row.source, name, ""))]
