"""Sentences that explain the status of a record."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.library.importing.matching import Match
from articles.library.importing.plan_rows import Row, RowStatus
from articles.library.importing.validation import CheckedSource, field_verbose_name
from articles.references.diagnosis import Diagnosis
from articles.references.formats.record import Record
from articles.references.identifiers import UNIQUE_IDENTIFIERS
from articles.references.similarity import same_work_reason
from articles.references.source import SourceState

STATE_MESSAGES = {
    SourceState.CORRECTED: gettext_lazy("The record says that this paper has been corrected."),
    SourceState.CONCERN: gettext_lazy("The record has an expression of concern about this paper."),
    SourceState.RETRACTED: gettext_lazy("The record says that this paper has been retracted."),
}


def already_in_library(match: Match) -> str:
    return _("In the library as %(label)s: %(reason)s.") % {
        "label": match.reference.short_label,
        "reason": match.reason,
    }


def maybe_in_library(match: Match) -> str:
    text = _("It may be %(label)s in the library: same title, year and first author.")
    return text % {"label": match.reference.short_label}


def matches_two_references() -> str:
    return _("It matches two references. Merge them first, or correct the record.")


def duplicate_of_row(row: Row, other: Row) -> str:
    reason = same_work_reason(other.source, row.source) if other.source and row.source else ""
    if not reason:
        text = _("It may be the same as no. %(number)d: same title, year and first author.")
        return text % {"number": other.number}
    text = _("The same as no. %(number)d: %(reason)s.")
    return text % {"number": other.number, "reason": reason}


def updates_and_differences(row: Row) -> Iterator[str]:
    """Describe what the row would add to the library, and where the two disagree."""
    source = row.source
    if not source:
        return
    if source.state and (row.status != RowStatus.KNOWN or "state" in row.new_fields):
        yield f"{STATE_MESSAGES[SourceState(source.state)]} {source.state_note}".strip()
    if row.status != RowStatus.KNOWN or not row.existing:
        return
    if names := [field_verbose_name(n) for n in row.new_fields if not n.startswith("state")]:
        yield _("It adds: %(fields)s.") % {"fields": ", ".join(names)}
    if not row.new_fields:
        yield _("It has nothing to add.")
    elif row.proposed_fields == row.new_fields:
        yield _("Ticked, this becomes a proposal. A publisher decides about it.")
    elif row.proposed_fields:
        yield _("Ticked, the status becomes a proposal. A publisher decides about it.")
    for name in UNIQUE_IDENTIFIERS:
        one, other = getattr(source, name), getattr(row.existing, name)
        if one and other and one != other:
            text = _("Its %(number)s is %(here)s, but %(there)s in the library.")
            yield text % {"number": field_verbose_name(name), "here": one, "there": other}


def record_problems(record: Record, checked: CheckedSource) -> list[str]:
    """Describe the problems of the record itself."""
    return [
        *(problem.message for problem in checked.problems),
        *map(_diagnosis_message, record.diagnoses),
        *record.notes,
    ]


def _diagnosis_message(diagnosis: Diagnosis) -> str:
    if not diagnosis.suggestion:
        return diagnosis.message
    probably = _("Probably “%(suggestion)s”.") % {"suggestion": diagnosis.suggestion}
    return f"{diagnosis.message} {probably}"
