"""Carry out an import: everything that was chosen, or nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backends_with_name

from articles.library.importing.field_updates import fields_to_update
from articles.library.importing.plan_rows import Plan, Row, RowStatus
from articles.library.usage import filter_cited
from articles.models import MergedReference, Reference
from articles.references.naming import base_key
from articles.references.source import Source
from articles.utils.unique_names import UniqueNames

# How many are written to the search index at a time.
INDEX_BATCH_SIZE = 500


class NotImportedError(Exception):
    """Nothing was imported; the message tells people why."""


@dataclass(frozen=True)
class ImportResult:
    """The references that an import created, and those in which it filled fields."""

    created: list[Reference]
    updated: list[Reference]


def apply_plan(plan: Plan, chosen: Collection[int], user: Any = None) -> ImportResult:
    """Import the rows with these numbers, all of them or, with a NotImportedError, none."""
    rows = [row for row in plan.rows if row.number in chosen]
    refused = [row.number for row in rows if not row.can_import]
    if refused:
        text = _("No. %(numbers)s cannot be imported, so nothing was.")
        raise NotImportedError(text % {"numbers": ", ".join(map(str, refused))})
    known = [row for row in rows if row.status == RowStatus.KNOWN]
    if known and user and not user.has_perm("articles.change_reference"):
        message = _(
            "You may add references but not change those the library has, so nothing was imported. "
            "Leave out the known ones."
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
        message = _("The library has changed meanwhile, so nothing was imported. Look again.")
        raise NotImportedError(message) from error
    return ImportResult(created, updated)


def _create(sources: Iterable[Source]) -> list[Reference]:
    """New references, thousands at a time. No signal is sent, as nothing can cite them yet."""
    references = []
    for source in sources:
        reference = Reference()
        reference.set_from_source(source)
        references.append(reference)
    merged_keys = MergedReference.objects.values_list("old_key", flat=True)
    keys = UniqueNames([*Reference.objects.values_list("key", flat=True), *merged_keys])
    for reference in references:
        reference.key = keys.add(base_key(reference.authors, reference.year, reference.title))
        reference.update_derived_fields()
    created = Reference.objects.bulk_create(references)
    _index_for_search(created)
    return created


def _index_for_search(references: list[Reference]) -> None:
    """Let the search find them, as a signal would have done for each."""
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        for start in range(0, len(references), INDEX_BATCH_SIZE):
            backend.add_bulk(Reference, references[start : start + INDEX_BATCH_SIZE])


def _fill_known(rows: Iterable[Row]) -> list[Reference]:
    """Fill what is still empty in the references that the rows are."""
    known = [(row.existing.pk, row.source, row) for row in rows if row.existing and row.source]
    current = Reference.objects.select_for_update().in_bulk([pk for pk, _source, _row in known])
    updated = {}
    for pk, source, row in known:
        if pk not in current:
            raise IntegrityError("A reference that was to be filled is gone.")
        reference = current[pk]
        donor = Reference()
        donor.set_from_source(source)
        for name in fields_to_update(source, reference.source):
            if name in row.new_fields:
                setattr(reference, name, getattr(donor, name))
                updated[pk] = reference
    _update(list(updated.values()))
    return list(updated.values())


def _update(references: list[Reference]) -> None:
    """Those that are cited are saved one by one, so that what cites them is told."""
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
    """The entries that Wagtail's log would make one by one; together they are one action."""
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
