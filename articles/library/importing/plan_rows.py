"""The plan of an import: a row for each record, with its status and the reasons for it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Reference
from articles.references.source import Source


class RowStatus(models.TextChoices):
    """The relation of a record to the library, in the order in which they are listed."""

    NEW = "new", _("New")
    KNOWN = "known", _("Known")
    DUPLICATE = "duplicate", _("Duplicate")
    DAMAGED = "damaged", _("Damaged")
    UNREADABLE = "unreadable", _("Unreadable")


class Correction(NamedTuple):
    """A probable value that can be taken over: the place of its diagnosis, and a label."""

    place: int
    label: str


@dataclass(eq=False)
class Row:
    """One record. `number` counts from 1, and `text` is its text in the file.

    `existing` is the reference that a known record is, or that a duplicate may be; `new_fields`
    are the empty fields that a known record would fill, and `proposed_fields` those of them that
    the user can only propose to fill. A blocked row cannot be imported. `corrections` are the
    probable values of damaged fields.
    """

    number: int
    status: RowStatus
    source: Source | None = None
    existing: Reference | None = None
    reasons: list[str] = field(default_factory=list)
    text: str = ""
    new_fields: list[str] = field(default_factory=list)
    proposed_fields: list[str] = field(default_factory=list)
    is_blocked: bool = False
    corrections: list[Correction] = field(default_factory=list)

    @property
    def can_import(self) -> bool:
        if self.status == RowStatus.KNOWN:
            return bool(self.new_fields)
        return self.source is not None and not self.is_blocked

    @property
    def is_certain(self) -> bool:
        return self.status in {RowStatus.NEW, RowStatus.KNOWN}

    @property
    def cited_reference(self) -> Reference | None:
        """The reference of the library that is cited for this record."""
        return self.existing if self.status == RowStatus.KNOWN else None

    @property
    def can_cite(self) -> bool:
        return self.status == RowStatus.KNOWN or self.can_import


@dataclass
class Plan:
    """All rows of an import, in the order of the file."""

    rows: list[Row]

    @cached_property
    def counts(self) -> dict[RowStatus, int]:
        """The number of rows of each status, including zero."""
        counter = Counter(row.status for row in self.rows)
        return {status: counter[status] for status in RowStatus}

    @cached_property
    def digest(self) -> str:
        """A hash of what the plan would do; it differs if the library has changed."""
        effects = [
            (
                *(row.number, row.status, row.existing and row.existing.pk),
                *(row.new_fields, row.proposed_fields),
            )
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(effects).encode()).hexdigest()

    def importable(self, *statuses: RowStatus) -> set[int]:
        """Return the numbers of the importable rows of these statuses."""
        return {row.number for row in self.rows if row.status in statuses and row.can_import}
