"""Apply the plan of an import: all chosen rows, or nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.library.importing.bulk import index_for_search, log_in_bulk
from articles.library.importing.plan_rows import Plan, RowStatus
from articles.library.importing.updates import update_known
from articles.models import MergedReference, Reference
from articles.models.site_rights import has_right
from articles.references.naming import base_key
from articles.references.source import Source
from articles.utils.unique_names import UniqueNames


class NotImportedError(Exception):
    """Nothing was imported. The message is for users."""


class LibraryChangedError(NotImportedError):
    """The library has changed since the plan was made."""

    def __init__(self) -> None:
        message = _("The library has changed meanwhile, so nothing was imported. Check it again.")
        super().__init__(message)


@dataclass(frozen=True)
class ImportResult:
    """The references that an import created, filled in, and proposes to fill in."""

    created: list[Reference]
    updated: list[Reference]
    proposed: list[Reference]


def apply_plan(plan: Plan, chosen: Collection[int], user: Any = None) -> ImportResult:
    """Import the rows with these numbers; raise NotImportedError if one of them cannot be."""
    rows = [row for row in plan.rows if row.number in chosen]
    refused = [str(row.number) for row in rows if not row.can_import]
    if refused:
        text = _("No. %(numbers)s cannot be imported, so nothing was imported.")
        raise NotImportedError(text % {"numbers": ", ".join(refused)})
    known = [row for row in rows if row.status == RowStatus.KNOWN]
    if known and user and not has_right(user, "articles.change_reference"):
        message = _(
            "You can add references but not change existing ones, so nothing was imported. Untick "
            "the known ones."
        )
        raise NotImportedError(message)
    new = [row.source for row in rows if row.source and row.status != RowStatus.KNOWN]
    try:
        with transaction.atomic():
            created = _create(new)
            log_in_bulk({reference: {} for reference in created}, "wagtail.create", user)
            updated, proposed = update_known(known, user)
    except (IntegrityError, DataError) as error:
        raise LibraryChangedError from error
    return ImportResult(created, updated, proposed)


def _create(sources: Iterable[Source]) -> list[Reference]:
    """Create references in bulk. No signal is sent: nothing can cite them yet."""
    references = [Reference.from_source(source) for source in sources]
    merged_keys = MergedReference.objects.values_list("old_key", flat=True)
    keys = UniqueNames([*Reference._base_manager.values_list("key", flat=True), *merged_keys])
    for reference in references:
        reference.key = keys.add(base_key(reference.authors, reference.year, reference.title))
        reference.update_derived_fields()
        reference.set_site_of_user()
    created = Reference.objects.bulk_create(references)
    index_for_search(created)
    return created
