"""Plan an import before anything is stored."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from articles.library.changes import can_publish_all, fields_to_propose
from articles.library.importing import reasons
from articles.library.importing.apply import (
    ImportResult,
    LibraryChangedError,
    apply_plan,
)
from articles.library.importing.matching import (
    LibraryMatcher,
    best_row,
    group_duplicates,
    shared_identifiers,
)
from articles.library.importing.plan_rows import Correction, Plan, Row, RowStatus
from articles.library.importing.updates import fields_to_update
from articles.library.importing.validation import CheckedSource, check_source
from articles.library.usage import publicly_cited_ids
from articles.references.corrections import can_correct, correction_label
from articles.references.formats.record import Record, correct_record
from articles.references.identifiers import UNIQUE_IDENTIFIERS


def plan_import(records: Sequence[Record], user: Any = None) -> Plan:
    """Return a row for each record, in a few queries however many records there are.

    A user without the right to publish can only propose to fill in some of the known ones. None
    is a command in the shell.
    """
    checked_sources = [check_source(record.source) if record.source else None for record in records]
    library = LibraryMatcher(one.source for one in checked_sources if one)
    rows, problems = [], []
    for number, (record, checked) in enumerate(zip(records, checked_sources, strict=True), start=1):
        row = Row(number, RowStatus.UNREADABLE, text=record.text)
        if checked:
            own_problems = reasons.record_problems(record, checked)
            bad_fields = {problem.field for problem in checked.problems}
            bad_fields |= {diagnosis.field for diagnosis in record.diagnoses}
            _match_row(row, checked, library, bad_fields)
            row.corrections = [
                Correction(place, correction_label(checked.source, diagnosis))
                for place, diagnosis in enumerate(record.diagnoses)
                if can_correct(diagnosis)
            ]
            if row.status == RowStatus.NEW and own_problems:
                row.status = RowStatus.DAMAGED
        else:
            own_problems = [record.problem, *record.notes]
        rows.append(row)
        problems.append(own_problems)
    for group in group_duplicates(row for row in rows if row.status != RowStatus.UNREADABLE):
        _mark_duplicates(group)
    _mark_proposals(rows, user)
    for row, own_problems in zip(rows, problems, strict=True):
        row.reasons += [*reasons.updates_and_differences(row), *own_problems]
    return Plan(rows)


def correct_row(records: Sequence[Record], number: int, place: int) -> list[Record]:
    """Return the records with a probable value taken over in the row of this number."""
    corrected = list(records)
    if 0 < number <= len(corrected):
        corrected[number - 1] = correct_record(corrected[number - 1], place)
    return corrected


def apply_plan_if_unchanged(
    records: Sequence[Record], shown: Plan, chosen: Collection[int], user: Any = None
) -> ImportResult:
    """Apply the plan that was shown, or raise NotImportedError if the library has changed."""
    with transaction.atomic():
        plan = plan_import(records, user)
        if plan.digest != shown.digest:
            raise LibraryChangedError
        return apply_plan(plan, chosen, user)


def _match_row(
    row: Row, checked: CheckedSource, library: LibraryMatcher, bad_fields: set[str]
) -> None:
    """Set the status of a record that was read; fields with problems are not taken over."""
    matches = library.matches(checked.source)
    certain = [match for match in matches if match.reason]
    row.source, row.is_blocked = checked.source, checked.is_blocked
    if sum(bool(shared_identifiers(checked.source, match.source)) for match in certain) > 1:
        row.status, row.is_blocked = RowStatus.DUPLICATE, True
        row.reasons += [*map(reasons.already_in_library, certain), reasons.matches_two_references()]
    elif certain:
        row.status, row.existing = RowStatus.KNOWN, certain[0].reference
        new_fields = fields_to_update(checked.source, certain[0].source)
        row.new_fields = [name for name in new_fields if name not in bad_fields]
        row.reasons.append(reasons.already_in_library(certain[0]))
    elif matches:
        row.status, row.existing = RowStatus.DUPLICATE, matches[0].reference
        row.reasons.append(reasons.maybe_in_library(matches[0]))
    else:
        row.status = RowStatus.NEW


def _mark_duplicates(group: list[Row]) -> None:
    """Mark all rows of one work but the best as its duplicates."""
    best = best_row(group)
    holders: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in group:
        for number in _identifiers(row):
            holders[number].append(row)
    for row in group:
        if row is best:
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
        other = best
        if shared and not shared.keys() & set(_identifiers(best)):
            other = next(one for one in next(iter(shared.values())) if one is not row)
        row.reasons.insert(0, reasons.duplicate_of_row(row, other))


def _mark_proposals(rows: Collection[Row], user: Any) -> None:
    """Mark the fields of known rows that a publisher has to decide about."""
    known = [row for row in rows if row.new_fields and row.existing]
    if can_publish_all(user) or not known:
        return
    public = publicly_cited_ids({row.existing for row in known if row.existing})
    for row in known:
        if row.existing:
            is_public = row.existing.pk in public
            names = fields_to_propose(row.new_fields, user, row.existing, is_public=is_public)
            row.proposed_fields = names


def _identifiers(row: Row) -> list[tuple[str, str]]:
    return [
        (name, number) for name in UNIQUE_IDENTIFIERS if (number := getattr(row.source, name, ""))
    ]
