"""Archives of folders, written while other processes change the folder."""

import contextlib
import tarfile
from collections.abc import Iterator
from pathlib import Path

from config.backup.manifest import BackupError

# Begins the names of folders that a restore unpacks into, beside what it replaces.
STAGING_PREFIX = ".restore-"


def files_in(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, except what a restore has left there."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not entry.name.startswith(STAGING_PREFIX):
            yield from sorted(entry.rglob("*")) if entry.is_dir() else [entry]


def pack(folder: Path, archive: Path) -> int:
    """Write the files of a folder and return their number.

    Those that are deleted in the meantime are left out.
    """
    number = 0
    with tarfile.open(archive, "w:gz", compresslevel=5) as tar:
        for file in files_in(folder):
            if file.is_file():
                with contextlib.suppress(FileNotFoundError):
                    tar.add(file, arcname=str(file.relative_to(folder)))
                    number += 1
    return number


def unpack(archive: Path, folder: Path) -> None:
    """Unpack into a folder, and never outside of it. Raise `BackupError`."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{archive} cannot be unpacked: {error}") from error
