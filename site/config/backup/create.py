"""Writing backups, each into a folder of its own, and deleting old ones."""

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from config.backup import enquiries, uploads
from config.backup.databases import DATABASE_FILES, dump_database
from config.backup.manifest import Manifest

FOLDER_FORMAT = "%Y-%m-%dT%H%M%SZ"
# Ends the name of a folder while it is written.
PARTIAL = ".partial"
# Touched after each backup. `check --deploy` looks at its age.
STAMP = "last"


def make_backup(target: Path) -> Path:
    """Write a backup into a new folder below `target` and return the folder.

    Uploads come after the database, so that every file it names is there. Those in a bucket are not
    copied. A backup that fails leaves no folder. Raise `OSError` or `BackupError`.
    """
    folder = target / datetime.now(UTC).strftime(FOLDER_FORMAT)
    partial = folder.with_suffix(PARTIAL)
    previous_umask = os.umask(0o077)
    try:
        partial.mkdir(parents=True)
        dump_database(partial / DATABASE_FILES[connection.vendor])
        number = uploads.pack(partial)
        enquiries.pack(partial)
        Manifest.describe(partial, number).write(partial)
        partial.rename(folder)
        (target / STAMP).touch()
    finally:
        os.umask(previous_umask)
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def delete_old_backups(target: Path, days: int) -> list[Path]:
    """Delete the backups below `target` that are older than `days`. Return their folders.

    Only folders named as `make_backup` does are touched, those it could not finish included.
    """
    oldest = datetime.now(UTC) - timedelta(days=days)
    old = [folder for folder in target.iterdir() if is_older(folder, oldest)]
    for folder in old:
        shutil.rmtree(folder)
    return sorted(old)


def is_older(folder: Path, moment: datetime) -> bool:
    try:
        return (
            datetime.strptime(folder.name.removesuffix(PARTIAL), FOLDER_FORMAT).replace(tzinfo=UTC)
            < moment
        )
    except ValueError:
        return False
