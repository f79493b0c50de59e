"""The description of a backup that lies in its folder, and the checks that need only the folder."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac

FILE_NAME = "manifest.json"
# Increased when a release can no longer restore what an earlier one wrote.
FORMAT = 1


class BackupError(Exception):
    """A backup that cannot be made, read or restored, with the reason as a sentence."""


@dataclass(frozen=True)
class Manifest:
    """Says what made a backup and what is in it."""

    format: int
    made_at: str
    # Of this project.
    version: str
    engine: str
    # Applied, as "app.name".
    migrations: list[str]
    # Without the key itself: see `key_fingerprint`.
    secret_key: str
    # The number of uploaded files; None if they are in a bucket, and so not in the backup.
    uploads: int | None
    # The size in bytes and the SHA-256 of each file.
    files: dict[str, dict[str, Any]]

    @classmethod
    def describe(cls, folder: Path, uploads: int | None) -> Self:
        """Return the manifest of the files in a folder, for the database of this process."""
        return cls(
            format=FORMAT,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            version=version("haven"),
            engine=connection.vendor,
            migrations=applied_migrations(),
            secret_key=key_fingerprint(settings.SECRET_KEY),
            uploads=uploads,
            files={file.name: describe_file(file) for file in sorted(folder.iterdir())},
        )

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the manifest of a backup after comparing its files. Raise `BackupError`."""
        try:
            fields = json.loads((folder / FILE_NAME).read_text())
        except FileNotFoundError as error:
            raise BackupError(explain_missing_manifest(folder)) from error
        except (OSError, ValueError) as error:
            raise BackupError(f"{folder / FILE_NAME} cannot be read: {error}") from error
        if not isinstance(fields, dict) or fields.get("format") != FORMAT:
            raise BackupError(
                f"{folder / FILE_NAME} cannot be read here. Install the version that made"
                " the backup, or a newer one."
            )
        try:
            manifest = cls(**fields)
        except TypeError as error:
            raise BackupError(f"{folder / FILE_NAME} is damaged: {error}") from error
        manifest.check_files(folder)
        return manifest

    def write(self, folder: Path) -> None:
        (folder / FILE_NAME).write_text(json.dumps(asdict(self), indent=1) + "\n")

    def check_files(self, folder: Path) -> None:
        """Raise `BackupError` if a file is missing or not as it was written."""
        for name, expected in self.files.items():
            file = folder / Path(name).name
            if not file.is_file():
                raise BackupError(f"{name} is missing in {folder}.")
            if describe_file(file) != expected:
                raise BackupError(
                    f"{file} is damaged: its content is not what was written. Use another backup."
                )

    def has_key_of_this_site(self) -> bool:
        """Return True if this site can read what the backup's site encrypted and signed."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        return self.secret_key in [key_fingerprint(str(key)) for key in keys]


def describe_file(file: Path) -> dict[str, Any]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {"bytes": file.stat().st_size, "sha256": digest}


def applied_migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def key_fingerprint(secret: str) -> str:
    """Return a text that tells two keys apart and from which neither can be found."""
    return salted_hmac("config.backup", "key", secret=secret, algorithm="sha256").hexdigest()[:16]


def explain_missing_manifest(folder: Path) -> str:
    """Say which folder was probably meant."""
    if not folder.is_dir():
        return f"There is no folder {folder}."
    backups = sorted(file.parent for file in folder.glob(f"*/{FILE_NAME}"))
    if backups:
        return (
            f"{folder} is the folder of all backups. Name one of them; the latest is {backups[-1]}."
        )
    return (
        f"There is no {FILE_NAME} in {folder}: it is not a backup, or it is one of version"
        " 0.1.0, which is restored by hand (site/deploy/README.md)."
    )
