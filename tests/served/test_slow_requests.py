"""Requests that take long never delay a cached page."""

import socket
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import psycopg
import pytest
from bs4 import BeautifulSoup

from tests.postgres import PostgresServer
from tests.served.conftest import DATABASE, ClinicPages, NewArticle
from tests.served.http_client import HttpClient
from tests.served.site_server import SiteServer, running_site
from tests.served.task_process import TaskProcess

# Seconds that a cached page may take while others are slow.
MAX_DELAY = 0.05
# Seconds between two visits of the cached page, and for all of them.
INTERVAL = 0.02
MIN_DURATION, DURATION = 1, 4


@pytest.fixture(scope="module")
def mail_server() -> Iterator[socket.socket]:
    """Accept connections and never say anything, until the socket is closed."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=100)) as server:
        yield server


@pytest.fixture(scope="module")
def site(
    database: PostgresServer,
    clinic: ClinicPages,
    mail_server: socket.socket,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SiteServer]:
    extra = {
        "EMAIL_URL": f"smtp+plain://127.0.0.1:{mail_server.getsockname()[1]}",
        "TRUSTED_PROXIES": "1",
    }
    folder = tmp_path_factory.mktemp("slow")
    with running_site(database.url_of(DATABASE), folder, **extra) as site:
        yield site


@pytest.fixture
def cached(site: SiteServer, new_article: NewArticle) -> str:
    """Return a page that both workers have cached."""
    path = new_article().path
    for _visit in range(20):
        assert HttpClient(site.url).get(path).status == 200
    return path


def send_form(site: SiteServer, path: str, count: int, **values: str) -> int:
    """Send a form of the admin from a network of its own, and return the status of the response."""
    visitor = HttpClient(site.url, X_Forwarded_For=f"198.51.{count}.1")
    form = visitor.get(path)
    if form.status != 200:
        return form.status
    cookie = SimpleCookie(form.headers["Set-Cookie"])["csrftoken"].value
    token = BeautifulSoup(form.text, "html.parser").select_one("[name=csrfmiddlewaretoken]")
    assert token
    return visitor.request(
        path,
        "POST",
        urlencode({"csrfmiddlewaretoken": str(token["value"])} | values),
        Cookie=f"csrftoken={cookie}",
        Content_Type="application/x-www-form-urlencoded",
    ).status


def visit_meanwhile(site: SiteServer, path: str, slow: list[Future[int | None]]) -> list[float]:
    """Visit a cached page at regular times while there are slow requests, and for some time.

    What delays others may begin after the response, as a mail does.

    Return the seconds from when each visit was due: those that have to wait for another count too.
    """
    delays: list[float] = []
    began = due = time.monotonic()
    while (passed := time.monotonic() - began) < DURATION:
        if passed > MIN_DURATION and all(future.done() for future in slow):
            break
        response = HttpClient(site.url).get(path)
        assert (response.status, response.cache) == (200, "HIT")
        while due < time.monotonic():
            delays.append(time.monotonic() - due)
            due += INTERVAL
        time.sleep(max(0, due - time.monotonic()))
    return delays


def assert_no_delay(
    site: SiteServer,
    cached: str,
    number: int,
    send: Callable[[int], int],
    finish: Callable[[], object] = lambda: None,
) -> list[int | None]:
    """Send slow requests, which `finish` ends; return their statuses, None for no response."""

    def send_one(count: int) -> int | None:
        try:
            return send(count)
        except OSError:
            return None

    with ThreadPoolExecutor(number) as executor:
        slow = [executor.submit(send_one, count) for count in range(number)]
        time.sleep(0.2)
        delays = visit_meanwhile(site, cached, slow)
        finish()
    assert statistics.median(delays) < MAX_DELAY
    # Once in a while a busy machine lets everything wait.
    assert max(delays) < MAX_DELAY * 20
    return [future.result() for future in slow]


def test_wrong_passwords_delay_no_cached_page(site: SiteServer, cached: str) -> None:
    def log_in(count: int) -> int:
        return send_form(site, "/admin/login/", count, username=f"user{count}", password="wrong")

    assert_no_delay(site, cached, 30, log_in)


def test_a_locked_table_delays_no_cached_page(
    site: SiteServer, database: PostgresServer, cached: str
) -> None:
    def search(count: int) -> int:
        return HttpClient(site.url).get(f"/search/?q=edition{count}").status

    with psycopg.connect(database.url_of(DATABASE)) as lock:
        lock.execute("LOCK TABLE wagtailsearch_indexentry IN ACCESS EXCLUSIVE MODE")
        assert_no_delay(site, cached, 24, search, lock.rollback)
    assert search(24) == 200


def test_a_silent_mail_server_delays_no_cached_page(
    site: SiteServer, mail_server: socket.socket, task_process: TaskProcess, cached: str
) -> None:
    task_process.run_task("add_users", number=16)

    def reset_password(count: int) -> int:
        return send_form(site, "/admin/password_reset/", count, email=f"user{count}@example.org")

    assert_no_delay(site, cached, 16, reset_password, mail_server.close)
