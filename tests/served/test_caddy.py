"""The shipped Caddyfile: headers, repeated requests, the page of a stopped site, no logs."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from environment import ROOT

from tests.processes import free_port, interrupt_with_parent
from tests.served.fake_upstream import running_upstream
from tests.served.http_client import HttpClient

CADDY = shutil.which("caddy")
START_TIMEOUT = 10

pytestmark = pytest.mark.skipif(CADDY is None, reason="Caddy is not installed")


@contextlib.contextmanager
def running_caddy(site_port: int, folder: Path) -> Iterator[HttpClient]:
    """Run Caddy over plain HTTP, with only the site's address and folders changed."""
    text = (ROOT / "site" / "deploy" / "Caddyfile").read_text()
    assert text.count("site:8000") == 1
    text = text.replace("site:8000", f"127.0.0.1:{site_port}")
    (folder / "Caddyfile").write_text(text.replace("/srv/error-pages", f"{folder}/error-pages"))
    url = f"http://127.0.0.1:{free_port()}"
    with (folder / "log").open("wb") as log:
        caddy = subprocess.Popen(
            [str(CADDY), "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"],
            env=os.environ | {"ALLOWED_HOSTS": url, "XDG_DATA_HOME": f"{folder}/data"},
            stdout=log,
            stderr=log,
            preexec_fn=interrupt_with_parent,
        )
    try:
        wait_until_listening(url)
        yield HttpClient(url)
    finally:
        caddy.terminate()
        caddy.wait(10)


def wait_until_listening(url: str) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            HttpClient(url).request("OPTIONS", "/")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def test_the_visitors_own_forwarding_headers_are_replaced(tmp_path: Path) -> None:
    with running_upstream() as site, running_caddy(site.port, tmp_path) as visitor:
        forged = {"X_Forwarded_For": "192.0.2.1", "X_Forwarded_Proto": "https"}
        assert visitor.get("/pain/", X_Request_ID="forged-by-a-visitor", **forged).status == 200
        headers = site.last_headers
    assert (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]) == ("127.0.0.1", "http")
    assert "X-Request-ID" not in headers


def test_the_sites_own_page_is_sent_while_it_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "error-pages").mkdir()
    (tmp_path / "error-pages" / "127.0.0.1.html").write_text("Call 01 of the clinic")
    with running_caddy(free_port(), tmp_path) as visitor:
        response = visitor.get("/review/secret/", Cookie="secret=1")
        assert (response.status, response.text) == (502, "Call 01 of the clinic")
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert response.headers["Cache-Control"] == "no-store"
        (tmp_path / "error-pages" / "127.0.0.1.html").rename(
            tmp_path / "error-pages" / "_default.html"
        )
        assert visitor.request("/book/send/", "POST", "a=b").text == "Call 01 of the clinic"
    log = (tmp_path / "log").read_text()
    assert "secret" not in log
    assert "remote_ip" not in log


def test_a_failure_page_of_the_site_is_not_replaced(tmp_path: Path) -> None:
    with running_upstream(503) as site, running_caddy(site.port, tmp_path) as visitor:
        response = visitor.get("/pain/")
        assert (response.status, response.content) == (503, b"")


def test_a_form_is_never_sent_twice(tmp_path: Path) -> None:
    with running_upstream(None) as site, running_caddy(site.port, tmp_path) as visitor:
        site.requests.clear()
        assert visitor.request("/book/send/", "POST", "a=b").status == 502
        assert site.requests == ["POST /book/send/"]
