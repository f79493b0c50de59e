"""Apply the plan of an import: all chosen rows, or nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backends_with_name

from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.library.usage import filter_cited
from articles.models import MergedReference, Reference
from articles.references.naming import base_key
from articles.references.source import Source, SourceState
from articles.utils.unique_names import UniqueNames

INDEX_BATCH_SIZE = 500
STATES_BY_SEVERITY = ("", SourceState.CORRECTED, SourceState.CONCERN, SourceState.RETRACTED)
# These are not filled just because they are empty: their meaning depends on other fields.
DEPENDENT_FIELDS = {"kind", "accessed", "state", "state_note"}


class NotImportedError(Exception):
    """Nothing was imported. The message is for users."""


class LibraryChangedError(NotImportedError):
    """The library has changed since the plan was made."""

    def __init__(self) -> None:
        message = _("The library has changed meanwhile, so nothing was imported. Check it again.")
        super().__init__(message)


@dataclass(frozen=True)
class ImportResult:
    """The references that an import created, and those in which it filled fields."""

    created: list[Reference]
    updated: list[Reference]


def apply_plan(plan: Plan, chosen: Collection[int], user: Any = None) -> ImportResult:
    """Import the rows with these numbers; raise NotImportedError if one of them cannot be."""
    rows = [row for row in plan.rows if row.number in chosen]
    refused = [str(row.number) for row in rows if not row.can_import]
    if refused:
        text = _("No. %(numbers)s cannot be imported, so nothing was imported.")
        raise NotImportedError(text % {"numbers": ", ".join(refused)})
    known = [row for row in rows if row.status == RowStatus.KNOWN]
    if known and user and not user.has_perm("articles.change_reference"):
        message = _(
            "You can add references but not change existing ones, so nothing was imported. Untick "
            "the known ones."
        )
        raise NotImportedError(message)
    new = [row.source for row in rows if row.source and row.status != RowStatus.KNOWN]
    try:
        with transaction.atomic():
            created = _create(new)
            updated = _fill_known(known)
            _log(created, "wagtail.create", user)
            _log(updated, "wagtail.edit", user)
    except (IntegrityError, DataError) as error:
        raise LibraryChangedError from error
    return ImportResult(created, updated)


def fields_to_update(record: Source, known: Source) -> list[str]:
    """Return the names of the fields that the record can fill; no value is replaced.

    The exception is the state: a more severe one replaces the old one and its note.
    """
    names = [
        field.name
        for field in fields(Source)
        if field.name not in DEPENDENT_FIELDS
        and getattr(record, field.name)
        and not getattr(known, field.name)
    ]
    # The day of a visit belongs to one address.
    if record.accessed and not known.accessed and known.url in ("", record.url):
        names.append("accessed")
    if STATES_BY_SEVERITY.index(record.state) > STATES_BY_SEVERITY.index(known.state):
        names.append("state")
        if record.state_note != known.state_note:
            names.append("state_note")
    elif record.state == known.state and record.state_note and not known.state_note:
        names.append("state_note")
    return names


def _create(sources: Iterable[Source]) -> list[Reference]:
    """Create references in bulk. No signal is sent: nothing can cite them yet."""
    references = [Reference.from_source(source) for source in sources]
    merged_keys = MergedReference.objects.values_list("old_key", flat=True)
    keys = UniqueNames([*Reference.objects.values_list("key", flat=True), *merged_keys])
    for reference in references:
        reference.key = keys.add(base_key(reference.authors, reference.year, reference.title))
        reference.update_derived_fields()
    created = Reference.objects.bulk_create(references)
    _index_for_search(created)
    return created


def _index_for_search(references: list[Reference]) -> None:
    """Add them to the search index, which the signals of single saves would do."""
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        for start in range(0, len(references), INDEX_BATCH_SIZE):
            backend.add_bulk(Reference, references[start : start + INDEX_BATCH_SIZE])


def _fill_known(rows: Iterable[Row]) -> list[Reference]:
    """Fill the fields that are still empty."""
    known = [(row.existing.pk, row.source, row) for row in rows if row.existing and row.source]
    current = Reference.objects.select_for_update().in_bulk([pk for pk, _source, _row in known])
    updated = {}
    for pk, source, row in known:
        if pk not in current:
            raise IntegrityError("A reference to fill was deleted.")
        reference = current[pk]
        donor = Reference.from_source(source)
        for name in fields_to_update(source, reference.source):
            if name in row.new_fields:
                setattr(reference, name, getattr(donor, name))
                updated[pk] = reference
    _update(list(updated.values()))
    return list(updated.values())


def _update(references: list[Reference]) -> None:
    """Save the cited ones one by one, since their signals update the pages that cite them."""
    if not references:
        return
    cited = set(filter_cited(Reference.objects.order_by()).values_list("pk", flat=True))
    others = []
    for reference in references:
        if reference.pk in cited:
            reference.save()
        else:
            reference.update_derived_fields()
            others.append(reference)
    columns = [field.name for field in Reference._meta.concrete_fields if not field.primary_key]
    Reference.objects.bulk_create(
        others, update_conflicts=True, unique_fields=["pk"], update_fields=columns
    )
    _index_for_search(others)


def _log(references: Iterable[Reference], action: str, user: Any) -> None:
    """Write in bulk the entries of Wagtail's log, as one action."""
    shared = {
        "content_type": ContentType.objects.get_for_model(Reference),
        "action": action,
        "timestamp": timezone.now(),
        "uuid": uuid4(),
        "user": user,
        "content_changed": True,
    }
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(object_id=str(reference.pk), label=str(reference), **shared)
        for reference in references
    )
