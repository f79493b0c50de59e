"""Find out what an import would do, before anything is done."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.library.importing import reasons
from articles.library.importing.apply import ImportResult, NotImportedError, apply_plan
from articles.library.importing.duplicates import best_row, group_duplicates
from articles.library.importing.field_updates import fields_to_update
from articles.library.importing.matching import (
    UNIQUE_IDENTIFIERS,
    LibraryMatcher,
    shared_identifiers,
)
from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.library.importing.validation import CheckedSource, check_source
from articles.references.formats.record import Record

__all__ = [
    "ImportResult",
    "NotImportedError",
    "Plan",
    "Row",
    "RowStatus",
    "apply_plan",
    "apply_plan_if_unchanged",
    "plan_import",
]


def plan_import(records: Sequence[Record]) -> Plan:
    """A row for each record, in a few queries however many records there are."""
    checked = [check_source(record.source) if record.source else None for record in records]
    library = LibraryMatcher(one.source for one in checked if one)
    rows, flaws = [], []
    for number, (record, one) in enumerate(zip(records, checked, strict=True), start=1):
        row = Row(number, RowStatus.UNREADABLE, text=record.text)
        told = list(record.notes)
        if one:
            told = reasons.record_problems(record, one)
            unfit = {problem.field for problem in one.problems} | {
                flaw.field for flaw in record.diagnoses
            }
            _match_row(row, one, library, unfit)
            if row.status == RowStatus.NEW and told:
                row.status = RowStatus.DAMAGED
        else:
            told.insert(0, record.problem)
        rows.append(row)
        flaws.append(told)
    for group in group_duplicates(row for row in rows if row.status != RowStatus.UNREADABLE):
        _mark_duplicates(group)
    for row, told in zip(rows, flaws, strict=True):
        row.reasons += [*reasons.updates_and_differences(row), *told]
    return Plan(rows)


def apply_plan_if_unchanged(
    records: Sequence[Record], shown: Plan, chosen: Collection[int], user: Any = None
) -> ImportResult:
    """Carry out the plan that people were shown, unless the library has changed since."""
    with transaction.atomic():
        plan = plan_import(records)
        if plan.digest != shown.digest:
            raise NotImportedError(
                _("The library has changed meanwhile, so nothing was imported. Look again.")
            )
        return apply_plan(plan, chosen, user)


def _match_row(row: Row, checked: CheckedSource, library: LibraryMatcher, unfit: set[str]) -> None:
    """Decide what a record that was read is to the library; `unfit` are the fields it has wrong."""
    matches = library.matches(checked.source)
    sure = [match for match in matches if match.reason]
    row.source, row.is_blocked = checked.source, checked.is_blocked
    if len([match for match in sure if shared_identifiers(checked.source, match.source)]) > 1:
        row.status, row.is_blocked = RowStatus.DUPLICATE, True
        row.reasons += [*map(reasons.already_in_library, sure), reasons.matches_two_references()]
    elif sure:
        row.status, row.existing = RowStatus.KNOWN, sure[0].reference
        brings = fields_to_update(checked.source, sure[0].source)
        row.new_fields = [name for name in brings if name not in unfit]
        row.reasons.append(reasons.already_in_library(sure[0]))
    elif matches:
        row.status, row.existing = RowStatus.DUPLICATE, matches[0].reference
        row.reasons.append(reasons.maybe_in_library(matches[0]))
    else:
        row.status = RowStatus.NEW


def _mark_duplicates(group: list[Row]) -> None:
    """All but one of the rows that are the same work become duplicates of that one."""
    taken = best_row(group)
    holders: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in group:
        for number in _identifiers(row):
            holders[number].append(row)
    for row in group:
        if row is taken:
            continue
        shared = {
            number: holders[number] for number in _identifiers(row) if len(holders[number]) > 1
        }
        if row.status == RowStatus.KNOWN:
            names = {name for name, _value in shared}
            row.new_fields = [name for name in row.new_fields if name not in names]
            continue
        row.status = RowStatus.DUPLICATE
        row.is_blocked = row.is_blocked or bool(shared)
        other = taken
        if shared and not shared.keys() & set(_identifiers(taken)):
            other = next(one for one in next(iter(shared.values())) if one is not row)
        row.reasons.insert(0, reasons.duplicate_of_row(row, other))


def _identifiers(row: Row) -> list[tuple[str, str]]:
    """The row's numbers that only one reference may have, each with its name."""
    return [
        (name, number) for name in UNIQUE_IDENTIFIERS if (number := getattr(row.source, name, ""))
    ]
