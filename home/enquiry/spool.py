"""Enquiries on disk until the database has them: a folder of encrypted files.

Every enquiry is written here before the database is asked, and removed when Django has stored it.
One that is left behind, because the database was away or the process ended, is stored by
`home.enquiry.replay`. Names of files are the keys of the enquiries, so that one that is sent again
is kept once.
"""

import base64
import contextlib
import fcntl
import os
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.enquiry.received import ReceivedEnquiry

SUFFIX = ".enquiry"
# Bytes of one enquiry, encrypted. Long answers to a form with many fields have less.
MAX_SIZE = 512 * 1024
MAX_FILES = 1000
MAX_TOTAL_SIZE = 64 * 1024 * 1024
# Seconds. An unfinished file is older only if its process has ended.
UNFINISHED_AGE = 60 * 60


class SpoolFullError(OSError):
    """The spool has as many enquiries, or as much text, as it may hold."""


class UnreadableError(Exception):
    """A file cannot be decrypted: the secret key has changed, or the file is damaged."""


class SpooledEnquiry:
    """A file of the spool. A request holds it while it may still be stored by Django."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def hold(self) -> bool:
        """Hold the file until `release` or the end of the process. False if it is removed."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        except OSError:
            os.close(descriptor)
            raise
        if not os.fstat(descriptor).st_nlink:  # removed in the meantime
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def is_held(self) -> bool:
        """Return True if a request, of any process, holds the file."""
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def read(self) -> ReceivedEnquiry | None:
        """Return the enquiry, or None if it was removed."""
        try:
            return ReceivedEnquiry.from_json(cipher().decrypt(self.path.read_bytes()))
        except FileNotFoundError:
            return None
        except (InvalidToken, ValueError, TypeError, KeyError) as error:
            raise UnreadableError from error

    def written_at(self) -> datetime:
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except FileNotFoundError:
            return timezone.now()

    def remove(self) -> None:
        self.release()
        self.path.unlink(missing_ok=True)


class Spool:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of_this_site(cls) -> Self:
        return cls(Path(settings.ENQUIRY_FOLDER) / "spool")

    def write(self, enquiry: ReceivedEnquiry) -> SpooledEnquiry:
        """Write the enquiry to the disk, unless it is there, and hold it. Raise `OSError`."""
        spooled = self.find(enquiry.key)
        while not spooled.hold():
            self._write(spooled.path, cipher().encrypt(enquiry.to_json().encode()))
        return spooled

    def find(self, key: str) -> SpooledEnquiry:
        return SpooledEnquiry(self.folder / f"{key}{SUFFIX}")

    def enquiries(self) -> list[SpooledEnquiry]:
        """Return all of them, the oldest first."""
        files = [file for file in self._scan() if file.name.endswith(SUFFIX)]
        return [SpooledEnquiry(Path(file.path)) for file in sorted(files, key=modified_at)]

    def remove_unfinished(self) -> None:
        for file in self._scan():
            if not file.name.endswith(SUFFIX) and time.time() - modified_at(file) > UNFINISHED_AGE:
                Path(file.path).unlink(missing_ok=True)

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sizes = [size_of(file) for file in self._scan()]
        if (
            len(content) > MAX_SIZE
            or len(sizes) >= MAX_FILES
            or sum(sizes) + len(content) > MAX_TOTAL_SIZE
        ):
            raise SpoolFullError
        unfinished = self.folder / f"{path.stem}.{secrets.token_hex(8)}"
        try:
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise
        self._flush_folder()

    def _flush_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _scan(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.folder) as files:
                return list(files)
        except FileNotFoundError:
            return []


def cipher() -> MultiFernet:
    """Return the cipher: it writes with the secret key, and reads with its fallbacks as well."""
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(derive_key(str(secret))))
            for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


def derive_key(secret: str) -> bytes:
    return salted_hmac("home.enquiry.spool", "key", secret=secret, algorithm="sha256").digest()


def modified_at(file: os.DirEntry[str]) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # stored and removed in the meantime
        return 0.0


def size_of(file: os.DirEntry[str]) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
