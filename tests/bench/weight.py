"""The bytes of a first view: the page, its styles, its scripts and the fonts it asks for."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from tests.bench.stand import BenchServers, sample_clinic_database
from tests.bench.table import Table
from tests.served.visitor import Visitor


def measure_weight(servers: BenchServers, table: Table) -> None:
    with (
        sample_clinic_database(servers, "weight") as (clinic, _desk),
        servers.site("weight", "--workers", "1") as site,
    ):
        for name in ("home", "article", "category"):
            sizes = [first_view_size(site.url, clinic[name], coding) for coding in ("br", "gzip")]
            (packed, parts), (zipped, _) = sizes
            table.row(
                f"first view of {name}, {parts} files: brotli | gzip",
                f"{packed / 1000:.1f} kB",
                f"{zipped / 1000:.1f} kB",
            )


def first_view_size(url: str, path: str, coding: str) -> tuple[int, int]:
    """How many bytes the bodies have, and how many of them there are."""
    visitor = Visitor(url, Accept_Encoding=coding)
    page = visitor.get(path)
    soup = BeautifulSoup(page.text, "html.parser")
    links = soup.select("link[rel~=stylesheet], link[rel~=preload][as=font]")
    named = {str(link["href"]) for link in links}
    named |= {str(script["src"]) for script in soup.select("script[src]")}
    files = [visitor.get(urlsplit(address).path).content for address in sorted(named)]
    return sum(map(len, [page.content, *files])), 1 + len(files)
