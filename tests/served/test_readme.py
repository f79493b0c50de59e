"""The commands of site/deploy/README.md, run as written, lead to a published article."""

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
from typing import Any, LiteralString
from urllib.parse import quote, urlencode, urlsplit

import psycopg
import pytest
from bs4 import BeautifulSoup
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.models import ArticlePage
from tests.articles.publishing.publishing_paths import FORMSETS, posted_value
from tests.postgres import postgres
from tests.processes import interrupt_with_parent
from tests.served.editor_client import EditorClient
from tests.served.http_client import HttpResponse
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

    def post(self, path: str, values: dict[str, Any]) -> HttpResponse:
        """Send a form with the token of this browser."""
        body = urlencode(values | {"csrfmiddlewaretoken": self.cookies["csrftoken"]})
        kind = "application/x-www-form-urlencoded"
        return self.request(path, "POST", body, Content_Type=kind)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with postgres(user="postgres") as database:
        yield Machine(tmp_path_factory.mktemp("machine"), database)


def test_the_readme_leads_to_a_published_article(machine: Machine, tmp_path: Path) -> None:
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
        publish_article(staff, database)
        visitor = StaffClient(port)
        page = visitor.get("/articles/sleep/")
        assert page.status == 200
        assert "Sleep helps." in page.text
        assert page.headers["Strict-Transport-Security"]
        assert "Ada Byron" in page.text
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


def publish_article(staff: StaffClient, database: str) -> None:
    """Create a reviewer and an article, submit it, and sign it, which publishes it."""
    with psycopg.connect(database, autocommit=True) as connection:

        def find(query: LiteralString, *values: str) -> int:
            row = connection.execute(query, values).fetchone()
            assert row
            return row[0]

        def page(slug: str) -> int:
            return find("SELECT id FROM wagtailcore_page WHERE slug = %s", slug)

        staff.get("/admin/")
        team, user = page("team"), find("SELECT id FROM home_user")
        values = {"title": "Ada Byron", "slug": "ada-byron", "job_title": "Doctor"}
        values |= {"team_group": "clinicians", "account": str(user), "action-publish": "1"}
        sent = staff.post(f"/admin/pages/add/articles/personpage/{team}/", person_form(values))
        assert sent.status == 302, errors(sent)
        reviewer = page("ada-byron")
        form = article_form(title="Sleep", slug="sleep", asked_reviewer=str(reviewer))
        sent = staff.post(f"/admin/pages/add/articles/articlepage/{page('articles')}/", form)
        assert sent.status == 302, errors(sent)
        article = page("sleep")
        state = find("SELECT id FROM wagtailcore_taskstate WHERE status = 'in_progress'")
        address = f"/admin/pages/workflow/action/{article}/sign/{state}/"
        answer = staff.get(address).text
        digest = re.search(r'name=\\?"text\\?"[^>]*value=\\?"([^"\\]+)', answer) or re.search(
            r'value=\\?"([^"\\]+)\\?"[^>]*name=\\?"text\\?"', answer
        )
        assert digest, answer
        staff.post(address, {"text": digest[1], "months": 12, "comment": "", "vouched": "on"})


def person_form(values: dict[str, str]) -> dict[str, Any]:
    return nested_form_data(
        values | {"bio": "null", "comments": inline_formset([]), "hue": "dusk", "portrait": "short"}
    )


def article_form(**fields: str) -> dict[str, Any]:
    intro = ArticlePage._meta.get_field("body").stream_block.child_blocks["intro"]
    values: dict[str, Any] = {
        "summary": "Sleep helps.",
        "body": streamfield([("intro", posted_value(intro, "<p>Sleep helps.</p>"))]),
        "related_picks": streamfield([]),
        "action-submit": "1",
    }
    return nested_form_data(values | {name: inline_formset([]) for name in FORMSETS} | fields)


def errors(response: HttpResponse) -> str:
    found = BeautifulSoup(response.text, "html.parser").select(".error-message, .messages")
    return " ".join(each.get_text(" ", strip=True) for each in found)
