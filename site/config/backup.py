"""Backups of the database and the uploads, together, in a folder of their own."""

import os
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection

FOLDER_FORMAT = "%Y-%m-%dT%H%M%SZ"
DATABASE_FILES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
UPLOADS_FILE = "uploads.tar.gz"
# Touched after each backup. `check --deploy` looks at its age.
STAMP = "last"


def make_backup(target: Path) -> Path:
    """Write a backup into a new folder below `target` and return the folder.

    Uploads come after the database, so that every file it names is there. Those in a bucket are not
    copied. A backup that fails leaves no folder. Raise `OSError` or `CalledProcessError`.
    """
    folder = target / datetime.now(UTC).strftime(FOLDER_FORMAT)
    partial = folder.with_suffix(".partial")
    previous_umask = os.umask(0o077)
    try:
        partial.mkdir(parents=True)
        dump_database(partial / DATABASE_FILES[connection.vendor])
        if isinstance(default_storage, FileSystemStorage):
            with tarfile.open(partial / UPLOADS_FILE, "w:gz") as archive:
                if Path(settings.MEDIA_ROOT).exists():
                    archive.add(settings.MEDIA_ROOT, arcname=".")
        partial.rename(folder)
        (target / STAMP).touch()
    finally:
        os.umask(previous_umask)
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def dump_database(file: Path) -> None:
    """Write a consistent copy while the site goes on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        return
    # The password goes into the environment: others can read arguments.
    (_psql, *arguments), variables = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    command = ["pg_dump", "--format=custom", f"--file={file}", *arguments]
    environ = os.environ | (variables or {})
    subprocess.run(command, env=environ, check=True)  # noqa: S603 -- a fixed program


def delete_old_backups(target: Path, days: int) -> list[Path]:
    """Delete the backups below `target` that are older than `days`. Return their folders.

    Only folders named as `make_backup` does are touched.
    """
    oldest = datetime.now(UTC) - timedelta(days=days)
    old = [folder for folder in target.iterdir() if is_older(folder, oldest)]
    for folder in old:
        shutil.rmtree(folder)
    return sorted(old)


def is_older(folder: Path, moment: datetime) -> bool:
    try:
        return datetime.strptime(folder.name, FOLDER_FORMAT).replace(tzinfo=UTC) < moment
    except ValueError:
        return False
