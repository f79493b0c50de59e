"""The shipped Varnish configuration: caching, purging and stale pages."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from environment import ROOT

from tests.postgres import PostgresServer
from tests.processes import free_port, interrupt_with_parent
from tests.served.conftest import DATABASE, ClinicPages, NewArticle
from tests.served.editor_client import EditorClient
from tests.served.fake_upstream import running_upstream
from tests.served.http_client import HttpClient, HttpResponse
from tests.served.site_server import running_site
from tests.served.waiting import wait_until

CONFIGURATION = ROOT / "site" / "deploy" / "varnish.vcl"
VARNISH = shutil.which("varnishd", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))

pytestmark = pytest.mark.skipif(VARNISH is None, reason="varnishd is not installed")


@contextlib.contextmanager
def running_varnish(site_port: int, folder: Path, port: int = 0) -> Iterator[str]:
    """Run Varnish in front of the site on this port, and yield its URL."""
    port = port or free_port()
    text = CONFIGURATION.read_text().replace('"8000"', f'"{site_port}"')
    (folder / "haven.vcl").write_text(text.replace("req.grace = 60s", "req.grace = 1s"))
    # Without a jail it does not change its user, and can read the folder.
    command = [
        str(VARNISH),
        "-j",
        "none",
        "-F",
        "-n",
        str(folder / "work"),
        "-a",
        f"127.0.0.1:{port}",
    ]
    command += ["-f", str(folder / "haven.vcl"), "-s", "malloc,32m"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=interrupt_with_parent,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: process.poll() is not None or is_listening(url))
        assert process.poll() is None, (folder / "log").read_text()
        yield url
    finally:
        process.terminate()
        process.wait(20)


def is_listening(url: str) -> bool:
    with contextlib.suppress(OSError):
        return bool(HttpClient(url).get("/ready/").status)
    return False


def was_cached(response: HttpResponse) -> bool:
    """Return whether the header has two ids: of this request and of the one that was cached."""
    return len(response.headers["X-Varnish"].split()) == 2


def test_only_public_pages_are_cached(tmp_path: Path) -> None:
    with (
        running_upstream(Cache_Control="public, s-maxage=60") as site,
        running_varnish(site.port, tmp_path) as url,
    ):
        visitor = HttpClient(url)
        visitor.get("/pain/")
        assert was_cached(visitor.get("/pain/", Cookie="theme=dark"))
        assert not was_cached(visitor.get("/pain/", Cookie="theme=dark; sessionid=1"))
        assert not was_cached(visitor.request("/pain/", "POST"))
        for path, headers in {
            "/a/": {"Cache-Control": "private, s-maxage=60"},
            "/b/": {},
            "/c/": {"Cache-Control": "public, s-maxage=60", "Set-Cookie": "sessionid=1"},
        }.items():
            site.headers = headers
            visitor.get(path)
            assert not was_cached(visitor.get(path)), path


def test_only_the_site_itself_may_purge(tmp_path: Path) -> None:
    with (
        running_upstream(Cache_Control="public, s-maxage=60") as site,
        running_varnish(site.port, tmp_path) as url,
    ):
        visitor = HttpClient(url)
        for path in ("/pain/", "/pain/?page=2", "/sleep/"):
            visitor.get(path)
        assert visitor.request("/pain/", "PURGE", X_Forwarded_Proto="https").status == 405
        assert was_cached(visitor.get("/pain/"))
        assert visitor.request("/pain/", "PURGE").status == 200
        assert not was_cached(visitor.get("/pain/"))
        assert not was_cached(visitor.get("/pain/?page=2"))
        assert was_cached(visitor.get("/sleep/"))


def test_cached_pages_outlast_the_site(tmp_path: Path) -> None:
    control = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600"
    with (
        running_upstream(Cache_Control=control) as site,
        running_varnish(site.port, tmp_path) as url,
    ):
        visitor = HttpClient(url)
        visitor.get("/pain/")
        for status in (503, None):
            site.status = status
            wait_until(lambda: int(visitor.get("/pain/").headers["Age"]) > 2)
            assert visitor.get("/pain/").status == 200
        assert visitor.get("/unknown/").status == 503
        site.status = 200
        wait_until(lambda: int(visitor.get("/pain/").headers["Age"]) <= 1)


def test_changed_pages_are_purged(
    tmp_path: Path, database: PostgresServer, clinic: ClinicPages, new_article: NewArticle
) -> None:
    article, team = new_article(), clinic.team
    category = re.sub(r"[^/]+/$", "", article.path)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    # Nothing expires within the test.
    settings = {"PURGE": f"varnish://127.0.0.1:{port}", "SHARED_CACHE_SECONDS": "3600"}
    with (
        running_site(
            database.url_of(DATABASE), tmp_path / "site", SITE_URL=url, **settings
        ) as site,
        running_varnish(site.port, tmp_path, port),
    ):
        visitor, editor = HttpClient(url), EditorClient(url)
        for path in (article.path, f"{article.path}article.md", category, team.path):
            visitor.get(path)
            assert was_cached(visitor.get(path)), path
        editor.publish(team.pk, summary="Who works here now.")
        wait_until(lambda: "Who works here now." in visitor.get(team.path).text)
        assert was_cached(visitor.get(team.path))
        assert was_cached(visitor.get(article.path))
        editor.send(f"/admin/pages/{article.pk}/unpublish/", "form")
        wait_until(lambda: visitor.get(article.path).status == 404)
        wait_until(lambda: visitor.get(f"{article.path}article.md").status == 404)
        assert article.path not in visitor.get(category).text
