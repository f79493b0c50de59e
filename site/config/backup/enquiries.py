"""Enquiries that were on disk, encrypted, when the backup was made: see `home.enquiry.spool`."""

import shutil
import tempfile
from pathlib import Path

from config.backup import archives
from home.enquiry.spool import Spool

ARCHIVE = "enquiries.tar.gz"


def pack(backup: Path) -> None:
    """Write the archive, if there are any."""
    spool = Spool.of_this_site()
    if spool.enquiries():
        archives.pack(spool.folder, backup / ARCHIVE)


def restore(backup: Path) -> int:
    """Add the enquiries to those on disk, which stay. Return the number of new ones.

    The site stores them in the database when it runs next, each once.
    """
    if not (backup / ARCHIVE).exists():
        return 0
    spool = Spool.of_this_site()
    spool.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=spool.folder.parent) as unpacked:
        archives.unpack(backup / ARCHIVE, Path(unpacked))
        new = [file for file in Path(unpacked).iterdir() if not (spool.folder / file.name).exists()]
        for file in new:
            shutil.copyfile(file, spool.folder / file.name, follow_symlinks=False)
            (spool.folder / file.name).chmod(0o600)
    return len(new)
