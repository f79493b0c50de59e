"""Read the files of a kit, from a folder or a zip, without trusting it.

Names that lead out of the kit, symbolic links, encrypted files and files that unpack to more than
the limits are refused before anything is loaded.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from django.utils.translation import gettext as _

from home.kit.errors import KitError
from home.kit.yaml_reading import parse_yaml

MAX_FILES = 1_000_000
MAX_TEXT_BYTES = 32 * 2**20
MAX_FILE_BYTES = 512 * 2**20
MAX_TOTAL_BYTES = 64 * 2**30
# Text compresses to a tenth. Beyond this ratio a zip was made to fill the disk.
MAX_RATIO = 250
MIN_SUSPICIOUS_BYTES = 50 * 2**20


class KitFiles:
    """The files of a kit by their names, such as `pages/about.yaml`."""

    sizes: dict[str, int]
    # Values of `{{ name }}` in texts, if the kit has variables.
    variables: dict[str, str] | None = None

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator["KitFiles"]:
        """Open a folder or a zip."""
        if path.is_dir():
            yield _Folder(path)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield _Zip(archive)
        elif path.exists():
            raise KitError(_("This is neither a folder nor a zip file."), str(path))
        else:
            raise KitError(_("There is no such folder or file."), str(path))

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """Return the names that start and end so, in order."""
        return sorted(n for n in self.sizes if n.startswith(prefix) and n.endswith(suffix))

    def text(self, name: str) -> str:
        if self.sizes[name] > MAX_TEXT_BYTES:
            raise KitError(_("This file is too large to be read as text."), name)
        content = self.content(name)
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise KitError(_("This file is not in the encoding UTF-8."), name, line) from None

    def content(self, name: str) -> bytes:
        """Return the bytes of a file. Raise `KitError` if it is damaged."""
        try:
            with self.stream(name) as file:
                return file.read()
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise KitError(_("This file cannot be read: %s.") % error, name) from None

    def yaml(self, name: str) -> Any:
        return parse_yaml(self.text(name), name, self.variables)

    def stream(self, name: str) -> IO[bytes]:
        raise NotImplementedError

    def check(self) -> Self:
        """Refuse a kit that is too large. Return it."""
        if len(self.sizes) > MAX_FILES or sum(self.sizes.values()) > MAX_TOTAL_BYTES:
            raise KitError(_("This kit has too many files, or too much in them."))
        for name, size in self.sizes.items():
            if size > MAX_FILE_BYTES:
                raise KitError(_("This file is too large."), name)
        return self


class _Folder(KitFiles):
    """A kit in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.sizes = dict(self._walk(self.root))
        self.check()

    def _walk(self, folder: Path) -> Iterator[tuple[str, int]]:
        for entry in sorted(folder.iterdir()):
            name = entry.relative_to(self.root).as_posix()
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                raise KitError(_("Symbolic links cannot be used in a kit."), name)
            if entry.is_dir():
                yield from self._walk(entry)
            elif entry.is_file():
                yield name, entry.stat().st_size
            else:
                raise KitError(_("This is not a file."), name)

    def stream(self, name: str) -> IO[bytes]:
        return (self.root / name).open("rb")


class _Zip(KitFiles):
    """A kit in a zip. The kit may be the only folder of the zip, as file managers make it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.infos: dict[str, zipfile.ZipInfo] = {}
        for info in archive.infolist():
            if not info.is_dir() and not _is_hidden(name := self._check_name(info)):
                if name in self.infos:
                    raise KitError(_("This file is in the zip twice."), name)
                self.infos[name] = info
        tops = {name.partition("/")[0] for name in self.infos}
        if len(tops) == 1 and (top := tops.pop()) not in self.infos:
            self.infos = {n.removeprefix(f"{top}/"): info for n, info in self.infos.items()}
        self.sizes = {name: info.file_size for name, info in self.infos.items()}
        self.check()

    def _check_name(self, info: zipfile.ZipInfo) -> str:
        name = info.filename
        parts = PurePosixPath(name).parts
        # The reader has already turned a backslash into a slash on Windows only.
        if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or "\0" in name:
            raise KitError(_("This name leads out of the kit."), name)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise KitError(_("Symbolic links cannot be used in a kit."), name)
        if info.flag_bits & 1:
            raise KitError(_("This file is encrypted."), name)
        suspicious = info.file_size > MIN_SUSPICIOUS_BYTES
        if suspicious and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise KitError(_("This file unpacks to far more than a kit contains."), name)
        return name

    def check(self) -> Self:
        packed = sum(info.compress_size for info in self.infos.values())
        total = sum(self.sizes.values())
        if total > MIN_SUSPICIOUS_BYTES and total > MAX_RATIO * max(packed, 1):
            raise KitError(_("This zip unpacks to far more than a kit contains."))
        return super().check()

    def stream(self, name: str) -> IO[bytes]:
        """Open a file. The archive itself refuses to read more than the size it declares."""
        try:
            return self.archive.open(self.infos[name])
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise KitError(_("This file of the zip cannot be read: %s.") % error, name) from None


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
