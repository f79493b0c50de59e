"""Storage of an upload between its preview and its import.

Uploads are too large for a session or a hidden field. They expire an hour after they were last
used, and only the user who uploaded one can read it.
"""

import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.library.importing.apply import ImportResult
from articles.library.importing.plan_rows import Plan, RowStatus
from articles.library.importing.serialisation import (
    OutdatedError,
    dump_plan,
    dump_records,
    load_plan,
    load_records,
)
from articles.models import ReferenceUpload
from articles.references.formats.detect import Record

LIFETIME = timedelta(hours=1)
# With the maximum size of a file, this limits what one user can store.
MAX_UPLOADS_PER_USER = 5


@dataclass
class Upload:
    """A file called `name`, and the plan of its import."""

    name: str
    plan: Plan


@dataclass
class ImportSummary:
    """The ids of the references of an import, and the number of incomplete ones."""

    created: list[int]
    updated: list[int]
    proposed: list[int]
    incomplete: int

    @classmethod
    def from_result(cls, result: ImportResult) -> "ImportSummary":
        return cls(
            [reference.pk for reference in result.created],
            [reference.pk for reference in result.updated],
            [reference.pk for reference in result.proposed],
            sum(not one.is_complete for one in (*result.created, *result.updated)),
        )


class UploadStore:
    """The uploads of one user, by the token in the address of the preview."""

    def __init__(self, user: Any):
        self._user = user
        self._own = ReferenceUpload.objects.filter(user=user)

    def add(self, upload: Upload, records: list[Record]) -> str:
        """Store an upload with its new records ticked, and return its token.

        Delete what has expired, of all users, and the oldest uploads of this one.
        """
        ReferenceUpload.objects.filter(expires_at__lte=timezone.now()).delete()
        kept = self._own.order_by("-pk").values_list("pk", flat=True)[: MAX_UPLOADS_PER_USER - 1]
        self._own.exclude(pk__in=list(kept)).delete()
        token = secrets.token_urlsafe(12)
        ReferenceUpload.objects.create(
            token=token,
            user=self._user,
            name=upload.name,
            records=dump_records(records),
            plan=dump_plan(upload.plan),
            ticked=sorted(upload.plan.importable(RowStatus.NEW)),
            expires_at=timezone.now() + LIFETIME,
        )
        return token

    def get(self, token: str) -> Upload | ImportSummary | None:
        """Return None if it has expired, or another user or version stored it."""
        stored = self._find(token).defer("records").first()
        if stored is None:
            return None
        try:
            if stored.summary is not None:
                return ImportSummary(**stored.summary)
            return Upload(stored.name, load_plan(stored.plan))
        except (OutdatedError, TypeError):
            return None

    def records(self, token: str) -> list[Record]:
        """Return the records of an upload, which only the import needs."""
        stored = self._find(token).values_list("records", flat=True).first()
        return load_records(stored) if stored else []

    def replace_plan(self, token: str, plan: Plan) -> None:
        self._update(token, plan=dump_plan(plan))

    def replace_records(self, token: str, records: list[Record], plan: Plan) -> None:
        self._update(token, records=dump_records(records), plan=dump_plan(plan))

    def tick(self, token: str, numbers: Collection[int]) -> None:
        self._update(token, ticked=sorted(numbers))

    def ticked(self, token: str) -> set[int]:
        return set(self._find(token).values_list("ticked", flat=True).first() or [])

    def finish(self, token: str, summary: ImportSummary) -> None:
        """Keep only the summary."""
        self._update(token, summary=asdict(summary), records=b"", plan=b"", ticked=[])

    def _find(self, token: str):
        return self._own.filter(token=token, expires_at__gt=timezone.now())

    def _update(self, token: str, **values: Any) -> None:
        self._find(token).update(expires_at=timezone.now() + LIFETIME, **values)
