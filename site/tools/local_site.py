"""A site on this machine: its folder with database, secrets and uploads, and its kit."""

import hashlib
import os
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import environment
from address import Address
from environment import ROOT

VAR = ROOT / "var"
SAMPLE, STARTER = "sample", "starter"
DEFAULT_NAME = "Our clinic"

# Return freed memory to the system instead of reserving it for each thread.
MALLOC_VARIABLES = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}


@dataclass(frozen=True)
class LocalSite:
    """Files that are made once and stay. `kit` is "sample", "starter" or the path of a kit."""

    folder: Path
    kit: str = SAMPLE
    name: str = ""

    @classmethod
    def of_kit(cls, kit: str, name: str = "") -> "LocalSite":
        """Return the site of a kit, in a folder of its own. Exit if there is no such kit."""
        if kit == SAMPLE:
            return cls(VAR)
        if kit == STARTER:
            return cls(VAR / "site", STARTER, name)
        file = Path(kit).absolute()
        if not (file / "kit.yaml").is_file() and not file.is_file():
            sys.exit(f"KIT={kit} is not a site kit. Choose sample, starter, or a folder or zip.")
        return cls(VAR / "kits" / file.stem, str(file), name)

    @property
    def database(self) -> Path:
        return self.folder / "haven.sqlite3"

    @property
    def secret_key(self) -> Path:
        return self.folder / "secret_key"

    @property
    def editor_password(self) -> Path:
        return self.folder / "editor_password"

    @property
    def stamp(self) -> Path:
        """The file with the state of the code at the last preparation."""
        return self.folder / "stamp"

    @property
    def is_prepared(self) -> bool:
        static_manifest = self.folder / "static" / "staticfiles.json"
        files = (self.stamp, self.database, self.editor_password, static_manifest)
        return all(file.exists() for file in files)

    @property
    def preparation(self) -> list[str]:
        """The arguments of `manage.py` that prepare it."""
        arguments = ["prepare_demo", "--password-file", str(self.editor_password)]
        arguments += ["--kit", self.kit]
        return (
            [*arguments, "--name", self.name or DEFAULT_NAME] if self.kit == STARTER else arguments
        )

    def production_variables(self, address: Address) -> dict[str, str]:
        """Return the environment of the production settings, over plain HTTP."""
        return self._shared_variables(address) | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": read_or_create_secret(self.secret_key, 48),
            "ALLOWED_HOSTS": ",".join(address.allowed_hosts),
            "HTTPS": "0",
            "SERVE_MEDIA": "1",
            **MALLOC_VARIABLES,
        }

    def development_variables(self, address: Address) -> dict[str, str]:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.development"}
        return self._shared_variables(address) | settings

    def _shared_variables(self, address: Address) -> dict[str, str]:
        """Return the variables of both servers. They ignore a database that the shell names."""
        return environment.without_site_variables() | {
            "DATABASE_URL": f"sqlite:///{quote(str(self.database))}",
            "SITE_URL": address.url,
            "VAR_DIR": str(self.folder),
        }


def read_or_create_secret(file: Path, size: int) -> str:
    """Return a random text, created once and readable by its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as writer:
            writer.write(secrets.token_urlsafe(size))
    return file.read_text()


def fingerprint() -> str:
    """Return a key for everything `prepare_demo` reads."""
    digest = hashlib.sha256()
    for file in source_files():
        digest.update(f"{file.relative_to(ROOT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def source_files() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    folders = ["site/config", "site/static"]
    folders += [
        f"{app}/{part}" for app in ("articles", "home") for part in ("migrations", "static")
    ]
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield file
