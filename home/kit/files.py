"""Files of a kit in the storage: stored under their own names, and removed if the load fails."""

import hashlib
from collections.abc import Callable
from typing import IO, Any

from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.translation import gettext as _

from home.kit.errors import Place
from home.kit.reading import KitFiles

FILES = "files/"


class KitFileStore:
    """Copies files of a kit into the storages of their fields."""

    def __init__(self, kit: KitFiles) -> None:
        self.kit = kit
        self.written: list[tuple[Storage, str]] = []

    def store(self, own: Any, name: str, place: Place) -> str:
        """Store the file `files/NAME` for a field. Return the name under which it is stored."""
        source = f"{FILES}{name}"
        if source not in self.kit:
            raise place.error(_("The kit has no file “%s”.") % source)
        # A logo is written afresh, so that nothing harmful is stored.
        clean = getattr(own, "clean_content", None)
        try:
            return self.save(own.storage, name, source, clean)
        except ValidationError as error:
            raise place.error(" ".join(error.messages)) from error
        except SuspiciousFileOperation:
            raise place.error(_("This name leads out of the storage.")) from None

    def save(
        self,
        storage: Storage,
        name: str,
        source: str,
        clean: Callable[[bytes], bytes] | None = None,
    ) -> str:
        """Store a file under a name, or under one like it if another file has that name.

        A file with the same content is used again: it is left from an earlier load, or two
        databases share a storage.
        """
        content = self.read(source)
        if clean:
            content = clean(content)
        if storage.exists(name):
            with storage.open(name) as stored:
                if _digest(stored) == hashlib.sha256(content).digest():
                    return name
        saved = storage.save(name, ContentFile(content))
        self.written.append((storage, saved))
        return saved

    def read(self, source: str) -> bytes:
        return self.kit.content(source)

    def discard(self) -> None:
        """Remove all files that were written."""
        for storage, name in self.written:
            storage.delete(name)
        self.written.clear()


def _digest(file: File | IO[bytes]) -> bytes:
    digest = hashlib.sha256()
    while chunk := file.read(2**20):
        digest.update(chunk)
    return digest.digest()
