"""The measured servers: PostgreSQL with durable writes, and sites on its databases."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import demo
import environment
import local_site
import psycopg
from environment import PYTHON, ROOT

from tests.postgres import USER, PostgresServer, postgres
from tests.processes import free_port, interrupt_with_parent
from tests.served.site_server import (
    SiteServer,
    SocketSiteServer,
    running_site,
    started,
    static_files,
)
from tests.served.task_process import TaskProcess, running_task_process

# Switched off for the tests, for speed.
DURABLE_OPTIONS = {
    "autovacuum": "on",
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "synchronous_commit": "on",
}
NGINX = shutil.which("nginx", path="/usr/bin:/usr/sbin:/usr/local/sbin")
STATIC_SERVER = """
daemon off; {user} worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; gzip_static on;
  open_file_cache max=100; default_type text/html;
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


class BenchServers:
    def __init__(self, server: PostgresServer, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self._sites = 0
        with self.task_process("postgres") as process:
            process.run_task("migrate")

    def url(self, database: str) -> str:
        return self.server.url_of(database)

    def new_database(self, name: str) -> None:
        """Create a copy of the migrated, empty database."""
        with psycopg.connect(
            host=str(self.server.folder), user=USER, dbname="template1", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE postgres')

    def media(self, database: str) -> str:
        """Return the folder of uploads, which all sites on a database share."""
        return str(self.folder / f"media-{database}")

    def task_process(self, database: str) -> contextlib.AbstractContextManager[TaskProcess]:
        folder = self.folder / f"tasks-{database}"
        return running_task_process(self.url(database), folder, MEDIA_ROOT=self.media(database))

    def site(
        self, database: str, *options: str, **extra: str
    ) -> contextlib.AbstractContextManager[SiteServer]:
        extra |= {"MEDIA_ROOT": self.media(database)}
        return running_site(self.url(database), self._new_site_folder(), *options, **extra)

    @contextlib.contextmanager
    def site_on_socket(self, database: str) -> Iterator[SocketSiteServer]:
        """Run a site as nginx expects it."""
        folder = self._new_site_folder()
        site = SocketSiteServer(self.url(database), folder, MEDIA_ROOT=self.media(database))
        with started(site):
            yield site

    def _new_site_folder(self) -> Path:
        self._sites += 1
        return self.folder / f"site-{self._sites}"


@contextlib.contextmanager
def bench_servers() -> Iterator[BenchServers]:
    static_files()
    with (
        postgres(DURABLE_OPTIONS) as server,
        tempfile.TemporaryDirectory(prefix="haven-bench-") as name,
    ):
        yield BenchServers(server, Path(name))


@contextlib.contextmanager
def sample_clinic_database(
    servers: BenchServers, database: str
) -> Iterator[tuple[dict[str, Any], TaskProcess]]:
    """Load the sample clinic into a new database; yield its URLs and a process to change it."""
    servers.new_database(database)
    with servers.task_process(database) as process:
        yield process.run_task("sample_clinic"), process


@contextlib.contextmanager
def empty_application(folder: Path, body: bytes) -> Iterator[str]:
    """Yield the URL of the same bytes from the same server, without any code of the site."""
    port = free_port()
    file = folder / "body.gz"
    file.write_bytes(body)
    server = [word.replace("config.wsgi", "tests.bench.empty_wsgi") for word in demo.SERVER_COMMAND]
    process = subprocess.Popen(
        [str(PYTHON), *server, "--host", "127.0.0.1", "--port", str(port)],
        cwd=ROOT,
        env=environment.without_site_variables()
        | local_site.MALLOC_VARIABLES
        | {"BODY": str(file)},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        preexec_fn=interrupt_with_parent,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def file_server(folder: Path, body: bytes) -> Iterator[str]:
    """Yield the URL of a compressed page that nginx sends from a file."""
    port = free_port()
    files = folder / "nginx" / "files"
    files.mkdir(parents=True)
    (files / "page.html.gz").write_bytes(body)
    (files / "page.html").write_bytes(body)
    # As root, nginx would drop its rights and could not read the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = files.parent / "nginx.conf"
    configuration.write_text(STATIC_SERVER.format(folder=files.parent, port=port, user=user))
    process = subprocess.Popen(
        [str(NGINX), "-p", str(files.parent), "-c", str(configuration)],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        preexec_fn=interrupt_with_parent,
    )
    try:
        yield f"http://127.0.0.1:{port}/page.html"
    finally:
        process.terminate()
        process.wait(10)
