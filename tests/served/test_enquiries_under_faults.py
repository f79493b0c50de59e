"""Of the enquiries that visitors send while something is broken, none is lost and none doubled."""

import contextlib
import http.client
import resource
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from bs4 import BeautifulSoup

from config.failed_posts import MAX_WAITING
from home.enquiry.spool import Spool, SpooledEnquiry
from home.public_forms.guards import MIN_FILL_SECONDS
from tests.home.enquiry.helpers import ANSWERS
from tests.postgres import PostgresServer
from tests.served.conftest import DATABASE, ClinicPages, PageDetails
from tests.served.http_client import HttpClient, HttpResponse
from tests.served.silent_mail_server import SilentMailServer
from tests.served.site_server import SiteServer, running_site
from tests.served.task_process import TaskProcess
from tests.served.waiting import wait_until

PHONE = "0117 496 0182"
ENQUIRIES_PER_FAULT = 40
# Seconds that a visitor waits: longer than the site waits for a database that does not answer.
MAX_WAIT = 9.0
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@dataclass
class Visitors:
    """People who fill in the form, and press "Send again" where the page offers it."""

    site: SiteServer
    page: PageDetails
    token: str = ""
    sent: list[str] = field(default_factory=list)
    # The forms to send again, by name.
    unsent: dict[str, dict[str, str]] = field(default_factory=dict)
    slowest: float = 0.0

    def open_the_form(self) -> None:
        form = BeautifulSoup(HttpClient(self.site.url).get(self.page.path).text, "html.parser")
        self.token = str(form.select_one("[name=page-token]")["value"])
        time.sleep(MIN_FILL_SECONDS)

    def send(self, fault: str, number: int = ENQUIRIES_PER_FAULT) -> Counter[int]:
        """Send enquiries of as many visitors and count the status codes; 0 is no response."""
        names = [f"{fault} {count}" for count in range(number)]
        self.sent += names
        return self._send({name: ANSWERS | {"full_name": name} for name in names})

    def send_again(self) -> Counter[int]:
        forms, self.unsent = self.unsent, {}
        return self._send(forms)

    def _send(self, forms: dict[str, dict[str, str]]) -> Counter[int]:
        with ThreadPoolExecutor(20) as threads:
            return Counter(threads.map(self._send_one, forms, forms.values()))

    def _send_one(self, name: str, fields: dict[str, str]) -> int:
        fields = {"page-token": self.token, "your-website": ""} | fields
        began = time.monotonic()
        try:
            response = HttpClient(self.site.url, Origin=self.site.url).request(
                f"{self.page.path}send/", "POST", urlencode(fields), **FORM
            )
        except (OSError, http.client.HTTPException):
            self.unsent[name] = fields  # the browser offers to send it again
            return 0
        self.slowest = max(self.slowest, time.monotonic() - began)
        if response.status == 503:
            self.unsent[name] = fields_to_send_again(response)
        elif response.status == 202:
            assert "We have it" in response.text
        return response.status


def fields_to_send_again(response: HttpResponse) -> dict[str, str]:
    page = BeautifulSoup(response.text, "html.parser")
    assert page.h1.text == "This was not sent"
    assert page.select_one("a[href^='tel:']").text == PHONE
    fields = page.select("form [type=hidden]")
    return {str(each["name"]): str(each["value"]) for each in fields}


@pytest.fixture
def page(clinic: ClinicPages, task_process: TaskProcess) -> PageDetails:
    return PageDetails(**task_process.run_task("enquiry_form", phone=PHONE))


@pytest.fixture
def site(database: PostgresServer, page: PageDetails, tmp_path: Path) -> Iterator[SiteServer]:
    """Run a site with two workers and a mail server that never answers."""
    with (
        SilentMailServer() as mail,
        running_site(database.url_of(DATABASE), tmp_path / "site", EMAIL_URL=mail.url) as site,
    ):
        # Each process has seen the form.
        wait_until((tmp_path / "site" / "enquiries" / "last-known.json").exists)
        yield site


@contextlib.contextmanager
def stopped(database: PostgresServer) -> Iterator[None]:
    database.stop()
    try:
        yield
    finally:
        database.start()


@contextlib.contextmanager
def frozen(database: PostgresServer) -> Iterator[None]:
    database.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        database.signal(signal.SIGCONT)


@contextlib.contextmanager
def full_disk(site: SiteServer) -> Iterator[None]:
    """Let no file of the workers grow: permissions would not stop root."""
    workers = site.workers()
    limits = {worker: resource.prlimit(worker, resource.RLIMIT_FSIZE) for worker in workers}
    for worker in workers:
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        for worker, limit in limits.items():
            resource.prlimit(worker, resource.RLIMIT_FSIZE, limit)


@contextlib.contextmanager
def locked_table(database: PostgresServer) -> Iterator[None]:
    """Keep requests waiting where they store an enquiry."""
    with psycopg.connect(database.url_of(DATABASE)) as connection:
        connection.execute("LOCK TABLE home_enquirysubmission IN ACCESS EXCLUSIVE MODE")
        yield


def test_200_enquiries_under_faults_are_stored_once(
    database: PostgresServer, site: SiteServer, page: PageDetails, task_process: TaskProcess
) -> None:
    visitors = Visitors(site, page)
    visitors.open_the_form()

    with stopped(database):
        assert set(visitors.send("stopped")) == {202}
    with frozen(database):
        assert set(visitors.send("frozen")) == {202}
    with full_disk(site):
        assert set(visitors.send("full", 20)) <= {303, 503}
        with stopped(database):
            assert set(visitors.send("full and stopped", 20)) == {503}
    assert set(visitors.send_again()) <= {202, 303}
    assert set(visitors.send("mail")) <= {202, 303}

    wait_until(lambda: not spooled(site), limit=60)
    # Requests that wait for the table are on disk already: of both workers, if there are so many.
    with locked_table(database), ThreadPoolExecutor(1) as background:
        sending = background.submit(visitors.send, "killed")
        wait_until(lambda: sum(each.is_held() for each in spooled(site)) > MAX_WAITING)
        site.kill_worker()
        counts = sending.result()
    interrupted = set(visitors.unsent)
    assert counts[0] == len(interrupted) > 0
    wait_until(lambda: not spooled(site), limit=60)
    stored = {name for name, _is_late in task_process.run_task("enquiries", pk=page.pk)}
    assert interrupted & stored, "what a killed process had begun is stored by another one"
    assert set(visitors.send_again()) <= {202, 303}

    wait_until(lambda: not spooled(site), limit=60)
    found = task_process.run_task("enquiries", pk=page.pk)
    assert len(visitors.sent) == 200
    assert Counter(name for name, _is_late in found) == Counter(visitors.sent)
    assert sum(is_late for _name, is_late in found) >= 2 * ENQUIRIES_PER_FAULT
    assert visitors.slowest < MAX_WAIT


def spooled(site: SiteServer) -> list[SpooledEnquiry]:
    return Spool(site.log.parent / "enquiries" / "spool").enquiries()
