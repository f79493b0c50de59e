"""Write the files of a kit: to a folder, or to a zip that is the same for the same content."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import yaml
from django.utils.translation import gettext as _

from home.kit.errors import KitError

# libyaml is ten times as fast and part of all wheels.
BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
WIDTH = 100
# The earliest time that a zip can name: the time of saving would make every zip different.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o644 << 16
COPY_BYTES = 2**20
# These gain nothing by compression.
COMPRESSED = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".pdf", ".zip", ".docx")


class KitDumper(BaseDumper):
    """Writes texts of several lines as they are, and nothing twice by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


KitDumper.add_representer(str, _represent_text)


def dump_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=KitDumper, allow_unicode=True, sort_keys=False, width=WIDTH)


class KitWriter:
    """Takes the files of a kit by their names."""

    @classmethod
    @contextmanager
    def create(cls, path: Path) -> Iterator["KitWriter"]:
        """Create a zip if the name ends so, else a folder. Remove it if something fails."""
        if path.exists() and (path.is_file() or any(path.iterdir())):
            raise KitError(_("There is something of this name already."), str(path))
        try:
            if path.suffix == ".zip":
                with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
                    yield _ZipWriter(archive)
            else:
                path.mkdir(parents=True, exist_ok=True)
                yield _FolderWriter(path)
        except BaseException:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
            raise

    def yaml(self, name: str, data: Any) -> None:
        """Write a file, unless there is nothing to say in it."""
        if data:
            self.text(name, dump_yaml(data))

    def text(self, name: str, text: str) -> None:
        with self.stream(name) as file:
            file.write(text.encode())

    def copy(self, name: str, source: IO[bytes]) -> None:
        with self.stream(name) as file:
            shutil.copyfileobj(source, file, COPY_BYTES)

    def stream(self, name: str) -> Any:
        raise NotImplementedError


class _FolderWriter(KitWriter):
    def __init__(self, root: Path) -> None:
        self.root = root

    def stream(self, name: str) -> Any:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")


class _ZipWriter(KitWriter):
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def stream(self, name: str) -> Any:
        info = zipfile.ZipInfo(name, ZIP_TIME)
        info.external_attr = FILE_MODE
        is_compressed = name.lower().endswith(COMPRESSED)
        info.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
        return self.archive.open(info, "w", force_zip64=True)
