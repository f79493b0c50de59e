"""The bytes of a first view: the page with its styles, scripts and fonts."""

import argparse
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from tests.bench.servers import BenchServers, sample_clinic_database
from tests.bench.table import Table
from tests.served.http_client import HttpClient


def measure_weight(servers: BenchServers, table: Table, _options: argparse.Namespace) -> None:
    with (
        sample_clinic_database(servers, "weight") as (clinic, _process),
        servers.site("weight", "--workers", "1") as site,
    ):
        for name in ("home", "article", "category"):
            sizes = [first_view_size(site.url, clinic[name], coding) for coding in ("br", "gzip")]
            (brotli, files), (gzip, _) = sizes
            table.row(
                f"first view of {name}, {files} files: brotli | gzip",
                f"{brotli / 1000:.1f} kB",
                f"{gzip / 1000:.1f} kB",
            )


def first_view_size(url: str, path: str, coding: str) -> tuple[int, int]:
    """Return the size of all bodies in bytes, and their number."""
    client = HttpClient(url, Accept_Encoding=coding)
    page = client.get(path)
    soup = BeautifulSoup(page.text, "html.parser")
    links = soup.select("link[rel~=stylesheet], link[rel~=preload][as=font]")
    urls = {str(link["href"]) for link in links}
    urls |= {str(script["src"]) for script in soup.select("script[src]")}
    files = [client.get(urlsplit(address).path).content for address in sorted(urls)]
    return sum(map(len, [page.content, *files])), 1 + len(files)
