"""What an import would do: a row for each record, with its status and the reasons for it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import Reference
from articles.references.source import Source


class RowStatus(models.TextChoices):
    """What a record is to the library, in the order in which people are told."""

    NEW = "new", _("New")
    KNOWN = "known", _("Known")
    DUPLICATE = "duplicate", _("Duplicate")
    DAMAGED = "damaged", _("Damaged")
    UNREADABLE = "unreadable", _("Unreadable")


@dataclass(eq=False)
class Row:
    """One record. `number` counts from 1 and `text` is the record's place in the file.

    `existing` is the reference that a known record is, or that a duplicate may be; `new_fields`
    are the fields a known record would fill in it. A blocked row cannot be imported at all.
    """

    number: int
    status: RowStatus
    source: Source | None = None
    existing: Reference | None = None
    reasons: list[str] = field(default_factory=list)
    text: str = ""
    new_fields: list[str] = field(default_factory=list)
    is_blocked: bool = False

    @property
    def can_import(self) -> bool:
        if self.status == RowStatus.KNOWN:
            return bool(self.new_fields)
        return self.source is not None and not self.is_blocked

    @property
    def is_preselected(self) -> bool:
        return self.status == RowStatus.NEW


@dataclass
class Plan:
    """All rows of an import, in the order of the file."""

    rows: list[Row]

    @cached_property
    def counts(self) -> dict[RowStatus, int]:
        """How many rows have each status, also where that is none."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in RowStatus}

    @cached_property
    def digest(self) -> str:
        """The same for two plans that would do the same, so that a changed library is noticed."""
        told = [
            (row.number, row.status, row.existing and row.existing.pk, row.new_fields)
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def importable(self, *statuses: RowStatus) -> set[int]:
        """The numbers of the rows of these statuses that can be imported."""
        return {row.number for row in self.rows if row.status in statuses and row.can_import}
