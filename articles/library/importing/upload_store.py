"""Storage of an upload between its preview and its import.

Uploads are files below `VAR_DIR`, where every worker process finds them: they are too large for a
session or a hidden field, and expire after an hour. Only the user who uploaded one can read it.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache.backends.filebased import FileBasedCache

from articles.library.importing.apply import ImportResult
from articles.library.importing.plan_rows import Plan, RowStatus
from articles.references.formats.detect import Record

LIFETIME_SECONDS = 60 * 60
# Three for each upload, half a megabyte for ten thousand records.
MAX_FILES = 300


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
        self._user = user.pk
        self._cache = FileBasedCache(
            str(settings.VAR_DIR / "cache" / "imports"),
            {"TIMEOUT": LIFETIME_SECONDS, "OPTIONS": {"MAX_ENTRIES": MAX_FILES}},
        )

    def add(self, upload: Upload, records: list[Record]) -> str:
        """Store an upload with its new records ticked, and return its token."""
        token = secrets.token_urlsafe(12)
        self._cache.set(self._key(token, "records"), records)
        self.put(token, upload)
        self.tick(token, upload.plan.importable(RowStatus.NEW))
        return token

    def put(self, token: str, entry: Upload | ImportSummary) -> None:
        self._cache.set(self._key(token), entry)

    def get(self, token: str) -> Upload | ImportSummary | None:
        """Return None if it has expired or belongs to another user."""
        return self._cache.get(self._key(token))

    def records(self, token: str) -> list[Record]:
        """Return the records of an upload, stored apart since only the import needs them."""
        return self._cache.get(self._key(token, "records")) or []

    def tick(self, token: str, numbers: set[int]) -> None:
        self._cache.set(self._key(token, "ticked"), numbers)

    def ticked(self, token: str) -> set[int]:
        return self._cache.get(self._key(token, "ticked")) or set()

    def _key(self, token: str, part: str = "") -> str:
        return f"{self._user}:{token}:{part}"
