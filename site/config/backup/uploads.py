"""The uploads of a backup.

Uploads hardly ever change under the same name. So a restore first adds the files that are missing,
then the database is replaced, and only then go the files that the backup does not have: at every
moment in between, all files of the current database are there.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Self

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from config.backup import archives

ARCHIVE = "uploads.tar.gz"


def are_in_a_folder() -> bool:
    """Return False if this site stores uploads in a bucket."""
    return isinstance(default_storage, FileSystemStorage)


def folder_of_this_site() -> Path:
    return Path(settings.MEDIA_ROOT)


def pack(backup: Path) -> int | None:
    """Write the archive and return the number of files. None if they are in a bucket."""
    if not are_in_a_folder():
        return None
    return archives.pack(folder_of_this_site(), backup / ARCHIVE)


def count_files() -> int:
    return sum(file.is_file() for file in archives.files_in(folder_of_this_site()))


class UploadsRestore:
    """A restore of uploads, in two halves around that of the database."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self.folder = folder
        self.staging = staging
        self.wanted: set[Path] = set()
        self.added: list[Path] = []

    @classmethod
    def unpack(cls, archive: Path) -> Self:
        """Unpack beside the current files: on their disk, where moving a file is one step."""
        folder = folder_of_this_site()
        folder.mkdir(parents=True, exist_ok=True)
        # Closed to the web server, which may read the folder around it.
        staging = Path(tempfile.mkdtemp(prefix=archives.STAGING_PREFIX, dir=folder))
        restore = cls(folder, staging)
        try:
            archives.unpack(archive, staging)
        except BaseException:
            restore.clean_up()
            raise
        restore.wanted = {target for _file, target in restore._staged()}
        return restore

    def add_missing(self) -> None:
        """Add files of the backup under names that are free."""
        for file, target in self._staged():
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                file.replace(target)
                self.added.append(target)

    def undo(self) -> None:
        for file in self.added:
            file.unlink(missing_ok=True)

    def finish(self) -> None:
        """Replace the other files, and delete those that the backup does not have."""
        for file, target in self._staged():
            file.replace(target)
        for entry in list(archives.files_in(self.folder)):
            if entry.is_file() and entry not in self.wanted:
                entry.unlink()

    def clean_up(self) -> None:
        shutil.rmtree(self.staging, ignore_errors=True)

    def _staged(self) -> list[tuple[Path, Path]]:
        """Return the unpacked files that are not in place, each with its place."""
        files = [file for file in sorted(self.staging.rglob("*")) if file.is_file()]
        return [(file, self.folder / file.relative_to(self.staging)) for file in files]
