"""What people are told about a record: each reason is a sentence."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.library.importing.matching import NUMBERS, Match
from articles.library.importing.plan_rows import Row, Status
from articles.library.importing.validation import Checked, label
from articles.references.diagnosis import Damage
from articles.references.formats.record import Record
from articles.references.similarity import same_work
from articles.references.source import Source, State

NEWS = {
    State.CORRECTED: gettext_lazy("The record says that this paper has been corrected."),
    State.CONCERN: gettext_lazy("The record says that there is concern about this paper."),
    State.RETRACTED: gettext_lazy("The record says that this paper has been retracted."),
}


def same_as(match: Match) -> str:
    """Which reference of the library the record is."""
    return _("In the library as %(label)s: %(reason)s.") % {
        "label": match.reference.short_label,
        "reason": match.reason,
    }


def perhaps(match: Match) -> str:
    """Which reference of the library the record may be."""
    text = _("It may be %(label)s in the library: same title, year and first author.")
    return text % {"label": match.reference.short_label}


def torn() -> str:
    return _("These are two references. Merge them first, or correct the record.")


def repeats(row: Row, other: Row) -> str:
    """Which other record of the import the row repeats."""
    reason = same_work(other.source, row.source) if other.source and row.source else ""
    if not reason:
        text = _("It may be the same as no. %(number)d: same title, year and first author.")
        return text % {"number": other.number}
    text = _("The same as no. %(number)d: %(reason)s.")
    return text % {"number": other.number, "reason": reason}


def news(row: Row) -> Iterator[str]:
    """What the library would learn from the row, and where the two disagree."""
    source = row.source
    if not source:
        return
    if source.state and (row.status != Status.KNOWN or "state" in row.fields_new):
        yield " ".join(filter(None, (str(NEWS[State(source.state)]), source.state_note)))
    if row.status == Status.KNOWN and row.existing:
        filled = [label(name) for name in row.fields_new if not name.startswith("state")]
        if filled:
            yield _("It brings: %(fields)s.") % {"fields": ", ".join(filled)}
        if not row.fields_new:
            yield _("It has nothing to add.")
        yield from _differences(source, row.existing.source)


def flaws(record: Record, checked: Checked) -> list[str]:
    """What is wrong with the record itself."""
    return [
        *(fault.message for fault in checked.faults),
        *map(_damage, record.damage),
        *record.notes,
    ]


def _differences(here: Source, there: Source) -> Iterator[str]:
    for name in NUMBERS:
        one, other = getattr(here, name), getattr(there, name)
        if one and other and one != other:
            text = _("Its %(number)s is %(here)s, that of the library %(there)s.")
            yield text % {"number": label(name), "here": one, "there": other}


def _damage(damage: Damage) -> str:
    if not damage.suggestion:
        return damage.message
    probably = _("Probably “%(suggestion)s”.") % {"suggestion": damage.suggestion}
    return f"{damage.message} {probably}"
