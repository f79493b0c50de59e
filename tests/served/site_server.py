"""The site as in production: Granian with the production settings, over plain HTTP."""

import contextlib
import fcntl
import hashlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import demo
import environment
import local_site
from environment import PYTHON, ROOT

from tests.processes import child_pids, free_port, interrupt_with_parent

# Files that all sites share, because they do not change while the sites run.
SHARED_FOLDER = ROOT / "var" / "test" / "served"
START_TIMEOUT = 60
SECRET_KEY = "only for tests, and the same in all processes"


def site_environ(database_url: str, var_dir: Path, url: str = "") -> dict[str, str]:
    """Return the environment of a process of the site."""
    return (
        environment.without_site_variables()
        | local_site.MALLOC_VARIABLES
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "HTTPS": "0",
            "SERVE_MEDIA": "1",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(var_dir),
            "SITE_URL": url,
        }
    )


def static_files() -> Path:
    """Return the folder of static files, collected again if a source has changed."""
    SHARED_FOLDER.mkdir(parents=True, exist_ok=True)
    stamp = SHARED_FOLDER / "stamp"
    with (SHARED_FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = static_fingerprint()
        if not stamp.exists() or stamp.read_text() != state:
            stamp.unlink(missing_ok=True)
            command = (PYTHON, "manage.py", "collectstatic", "--no-input", "--clear", "-v", "0")
            environ = site_environ("sqlite://:memory:", SHARED_FOLDER)
            subprocess.run(command, cwd=ROOT, env=environ, check=True)
            stamp.write_text(state)
    return SHARED_FOLDER / "static"


def static_fingerprint() -> str:
    sources = [file for file in local_site.source_files() if "static" in file.parts]
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for file in sources:
        digest.update(f"{file.relative_to(ROOT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


class SiteServer:
    """A Granian with its own folder, as on its own machine."""

    def __init__(self, database_url: str, folder: Path, *options: str, **extra: str) -> None:
        """Set Granian's `options` and `extra` environment variables."""
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "log"
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "static").exists():
            (folder / "static").symlink_to(static_files())
        self.environ = site_environ(database_url, folder, self.url) | extra
        self.command: Sequence[str] = (
            *(str(PYTHON), *demo.SERVER_COMMAND, "--host", "127.0.0.1", "--port", str(self.port)),
            *options,
        )

    def start(self) -> None:
        self.started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                # Ctrl-C reaches only the tests, which stop the server.
                start_new_session=True,
                preexec_fn=interrupt_with_parent,
            )

    def wait_until_ready(self) -> None:
        """Wait until every worker responds, with any status."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                connection.request("HEAD", "/robots.txt")
                connection.getresponse()
                connection.close()
                if self.count_listening_workers() >= len(self.workers()):
                    self.start_seconds = time.monotonic() - self.started
                    return
            time.sleep(0.05)
        raise RuntimeError(f"The site did not start:\n{self.log.read_text(errors='replace')}")

    def count_listening_workers(self) -> int:
        """Count the workers that have started: each has its own listening socket."""
        socket_line = f" 0100007F:{self.port:04X} 00000000:0000 0A "
        return Path("/proc/net/tcp").read_text().count(socket_line)

    def workers(self) -> list[int]:
        """Return the process ids of the workers, without Python's resource tracker."""
        workers = []
        for pid in child_pids(self.process.pid):
            with contextlib.suppress(OSError):
                if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes():
                    workers.append(pid)
        return sorted(workers)

    def kill_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)

    def kill_workers(self) -> None:
        """Kill all workers, but not their parent, which starts new ones."""
        for pid in self.workers():
            os.kill(pid, signal.SIGKILL)

    def reload(self) -> None:
        """Replace the workers one after another, and wait until the old ones have ended."""
        before = set(self.workers())
        self.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + START_TIMEOUT
        while before & set(self.workers()):
            if time.monotonic() > deadline:
                raise RuntimeError("The workers were not replaced")
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill all processes at once, as if the machine lost power."""
        for pid in (self.process.pid, *child_pids(self.process.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if hasattr(self, "process") and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


class SocketSiteServer(SiteServer):
    """A site behind nginx on the same machine, which share a Unix socket."""

    def __init__(self, database_url: str, folder: Path, *options: str, **extra: str) -> None:
        self.socket = folder / "haven.sock"
        super().__init__(database_url, folder, *options, "--uds", str(self.socket), **extra)

    def wait_until_ready(self) -> None:
        """Wait until a worker responds."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
                client.settimeout(START_TIMEOUT)
                client.connect(str(self.socket))
                client.sendall(b"GET /-/live HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if client.recv(100):
                    return
            time.sleep(0.05)
        raise RuntimeError(f"The site did not start:\n{self.log.read_text(errors='replace')}")


@contextlib.contextmanager
def running_site(
    database_url: str, folder: Path, *options: str, **extra: str
) -> Iterator[SiteServer]:
    """Run a site within the context."""
    site = SiteServer(database_url, folder, *options, **extra)
    with started(site):
        yield site


@contextlib.contextmanager
def started(site: SiteServer) -> Iterator[None]:
    try:
        site.start()
        site.wait_until_ready()
        yield
    finally:
        site.stop()
