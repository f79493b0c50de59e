"""The commands of site/deploy/README.md, run as written, lead to a site one can log in to."""

import contextlib
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.postgres import postgres
from tests.processes import interrupt_with_parent
from tests.served.editor_client import EditorClient
from tests.served.nginx import NginxServer, needs_nginx
from tests.served.readme_machine import Machine, blocks_of_readme, make_certificate

START_TIMEOUT = 60
HOST = "www.example.org"
PASSWORD = "walking home slowly"

pytestmark = [
    needs_nginx,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed"),
]


class StaffClient(EditorClient):
    """A browser of staff, over https."""

    def __init__(self, port: int) -> None:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.connection = http.client.HTTPSConnection("127.0.0.1", port, context=context)
        self.headers = {"Host": HOST, "Origin": f"https://{HOST}"}
        self.cookies = {}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with postgres(user="postgres") as database:
        yield Machine(tmp_path_factory.mktemp("machine"), database)


def test_the_readme_leads_to_a_site_of_its_own(machine: Machine, tmp_path: Path) -> None:
    install, prepare, start, serve = (machine.moved(block) for block in blocks_of_readme())
    code = f"cd {machine.code}\n"
    machine.run(install)
    machine.run(code + prepare)
    database = f"postgres://haven:secret@{quote(str(machine.database.folder), safe='')}/haven"
    machine.fill_in_settings(
        SECRET_KEY="a-long-random-text-" * 4,
        ALLOWED_HOSTS=HOST,
        DATABASE_URL=database,
        EMAIL_URL="smtp+plain://127.0.0.1:9",
        BACKUP_STAMP=str(machine.folder / "last"),
        SECOND_FACTOR_REQUIRED="0",  # another test sets one up
        GRANIAN_WORKERS="1",
    )
    printed = machine.run(code + start)
    assert "Drafts, which need facts of the clinic: About us, Privacy" in printed
    manage = start.partition("manage migrate")[0]
    printed += machine.run(code + manage + serve)
    assert "There was no backup yet" in printed
    assert "config.E" not in printed
    assert "pip install --require-hashes -r requirements.txt" in machine.calls()
    assert any("enable --now haven.service" in call for call in machine.calls())

    with RunningServices(machine, tmp_path) as port:
        staff = StaffClient(port)
        choose_password(staff, printed)
        staff.send("/admin/login/", "form", username="rosa@example.org", password=PASSWORD)
        visitor = StaffClient(port)
        assert visitor.get("/articles/").status == 200
        assert visitor.get("/privacy/").status == 404


class RunningServices:
    """The site by the command of its unit, and nginx by its file."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self.machine = machine
        self.socket = machine.folder / "run" / "haven" / "haven.sock"
        make_certificate(folder)
        self.nginx = NginxServer([self.socket], folder / "nginx", certificate=folder)

    def __enter__(self) -> int:
        environ = self.machine.environ()
        for command in self.machine.unit("haven.service", "ExecStartPre"):
            subprocess.run(command.split(), cwd=self.machine.code, env=environ, check=True)
        (command,) = self.machine.unit("haven.service", "ExecStart")
        self.site = subprocess.Popen(
            command.split(),
            cwd=self.machine.code,
            env=environ,
            start_new_session=True,
            preexec_fn=interrupt_with_parent,
        )
        self.wait_until_live()
        self.nginx.start()
        return self.nginx.port

    def wait_until_live(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            assert self.site.poll() is None
            assert time.monotonic() < deadline
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
                client.settimeout(START_TIMEOUT)
                client.connect(str(self.socket))
                client.sendall(b"GET /-/live HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if client.recv(100):
                    return
            time.sleep(0.05)

    def __exit__(self, *error: object) -> None:
        self.nginx.stop()
        self.site.terminate()
        self.site.wait(20)


def choose_password(staff: StaffClient, printed: str) -> None:
    link = re.search(rf"https://{re.escape(HOST)}(/admin/password_reset/\S+)", printed)
    assert link
    form = urlsplit(staff.get(link[1]).headers["Location"]).path
    staff.send(form, "form", new_password1=PASSWORD, new_password2=PASSWORD)
