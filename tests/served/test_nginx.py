"""The shipped nginx configuration: upstreams, retries and logs."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import free_port
from tests.served.fake_upstream import FakeUpstream, running_upstream
from tests.served.http_client import HttpClient
from tests.served.nginx import CONFIGURATION, NginxServer, needs_nginx, running_nginx

pytestmark = needs_nginx

Pair = tuple[FakeUpstream, FakeUpstream]


@pytest.fixture
def pair() -> Iterator[Pair]:
    with running_upstream() as first, running_upstream() as second:
        yield first, second


def response_statuses(
    nginx: NginxServer, path: str = "/", method: str = "GET", number: int = 10
) -> set[int]:
    visitor = HttpClient(nginx.url)
    return {visitor.request(path, method).status for _ in range(number)}


@pytest.mark.parametrize("number", [1, 2])
def test_nginx_accepts_the_shipped_configuration(tmp_path: Path, number: int) -> None:
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl is not installed")
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", "/CN=www.example.org"),
            *("-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"),
        ],
        capture_output=True,
        check=True,
    )
    run = NginxServer([8000, 8001][:number], tmp_path / "nginx", certificate=tmp_path).check()
    assert run.returncode == 0, run.stderr
    assert "[warn]" not in run.stderr


def test_kept_connections_lead_to_the_same_servers() -> None:
    groups = dict(re.findall(r"upstream (\w+) {(.*?)\n}", CONFIGURATION.read_text(), re.DOTALL))
    servers = {name: re.findall(r"#?server .*;", group) for name, group in groups.items()}

    assert servers["haven"] == servers["haven_kept"]
    assert len(servers["haven"]) == 8


def test_requests_of_a_dead_worker_are_retried(tmp_path: Path) -> None:
    with running_upstream(None) as site, running_nginx([site.port], tmp_path) as nginx:
        assert response_statuses(nginx, number=1) == {502}
        assert site.requests == ["GET /"] * 3
        site.requests.clear()
        assert response_statuses(nginx, "/book/send/", "POST", number=1) == {502}
        assert site.requests == ["POST /book/send/"]
        site.status = 200
        assert response_statuses(nginx) == {200}


def test_a_dead_machine_loses_no_response(tmp_path: Path, pair: Pair) -> None:
    alive, failing = pair
    failing.status = None
    with running_nginx([free_port(), alive.port], tmp_path / "gone") as nginx:
        assert response_statuses(nginx) == {200}
    with running_nginx([failing.port, alive.port], tmp_path / "failing") as nginx:
        assert response_statuses(nginx) == {200}


def test_a_form_is_never_sent_twice(tmp_path: Path, pair: Pair) -> None:
    for upstream in pair:
        upstream.status = None
    with running_nginx([upstream.port for upstream in pair], tmp_path) as nginx:
        assert response_statuses(nginx, "/book/send/", "POST", number=1) == {502}
    assert len(pair[0].requests + pair[1].requests) == 1


def test_without_a_database_both_caches_are_tried(tmp_path: Path, pair: Pair) -> None:
    pair[0].status = 503
    with running_nginx([upstream.port for upstream in pair], tmp_path) as nginx:
        assert response_statuses(nginx) == {200}
        pair[1].status = 503
        pair[1].headers = pair[0].headers = {"Retry-After": "10"}
        assert response_statuses(nginx) == {503}
        assert HttpClient(nginx.url).get("/").headers["Retry-After"] == "10"
        assert response_statuses(nginx, "/cached/") == {200}


def test_new_static_files_are_found_on_either_machine(tmp_path: Path, pair: Pair) -> None:
    pair[0].status = 404
    with running_nginx([upstream.port for upstream in pair], tmp_path) as nginx:
        assert response_statuses(nginx, "/static/new.css") == {200}
        assert response_statuses(nginx, "/no-such-page/") == {200, 404}


def test_client_addresses_reach_the_site(tmp_path: Path, pair: Pair) -> None:
    with running_nginx([pair[0].port], tmp_path) as nginx:
        visitor = HttpClient(nginx.url, X_Forwarded_For="192.0.2.1", X_Forwarded_Proto="https")
        visitor.get("/pain/")
    headers = pair[0].last_headers
    assert (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]) == ("127.0.0.1", "http")
    assert len(headers["X-Request-ID"]) == 32


def test_without_a_site_nginx_sends_the_page_of_the_host(tmp_path: Path) -> None:
    pages = tmp_path / "error-pages"
    pages.mkdir()
    (pages / "clinic.example.html").write_text("Call 01 of the clinic")
    (pages / "_default.html").write_text("Call 02 of the default site")
    with running_nginx([tmp_path / "no.sock"], tmp_path) as nginx:
        visitor = HttpClient(nginx.url)
        response = visitor.get("/pain/", Host="clinic.example")
        assert (response.status, response.text) == (502, "Call 01 of the clinic")
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-store"
        assert int(response.headers["Retry-After"]) > 0
        for host in ("other.example", "_default"):
            assert visitor.get("/", Host=host).text == "Call 02 of the default site"
        post = visitor.request("/book/send/", "POST", "a=b", Host="clinic.example")
        assert (post.status, post.text) == (502, "Call 01 of the clinic")
        assert visitor.get("/-/unavailable").status == 404


def test_a_failure_page_of_the_site_is_not_replaced(tmp_path: Path, pair: Pair) -> None:
    pair[0].status = 502
    with running_nginx([pair[0].port], tmp_path) as nginx:
        assert HttpClient(nginx.url).get("/").content == b""


RESET_LINK = "/admin/password_reset/confirm/MQ/secret-token/"


def test_no_log_has_an_address_or_a_secret_link(tmp_path: Path, pair: Pair) -> None:
    failing, gone = pair[0], free_port()
    with running_nginx([failing.port], tmp_path) as nginx:
        visitor, redirected = HttpClient(nginx.url), HttpClient(nginx.redirect_url)
        for path in ("/pain/", "/review/secret/", RESET_LINK, "/media/secret-folder-is-not-there"):
            visitor.get(path)
            redirected.get(path)
        failing.status = None
        assert visitor.get("/review/secret/").status == 502
    with running_nginx([gone], tmp_path / "gone") as nginx:
        assert HttpClient(nginx.url).get(RESET_LINK).status == 502

    logs = "".join(file.read_text() for file in tmp_path.rglob("*.log"))
    assert '"GET /pain/" 200' in logs
    assert '"GET /review/..." 502' in logs
    assert "127.0.0.1" not in logs
    assert "secret-token" not in logs
    assert "/review/secret" not in logs


def test_logins_are_limited_and_nothing_else(tmp_path: Path, pair: Pair) -> None:
    with running_nginx([pair[0].port], tmp_path) as nginx:
        for path in ("/admin/login/", "/admin/password_reset/"):
            assert response_statuses(nginx, path, "GET", number=30) == {200}
        assert response_statuses(nginx, "/admin/pages/3/edit/", "POST", number=30) == {200}
        assert response_statuses(nginx, "/admin/login/", "POST", number=20) == {200}
        assert response_statuses(nginx, "/admin/login/", "POST", number=10) == {200, 429}
        assert response_statuses(nginx, "/book/send/", "POST") == {200}
