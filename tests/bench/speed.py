"""Requests a second: pages that are kept against a web server's file, and against rendering."""

from tests.bench.load import LOAD_GENERATOR, Rate, measure_rates
from tests.bench.stand import (
    NGINX,
    BenchServers,
    empty_application,
    file_server,
    sample_clinic_database,
)
from tests.bench.table import Table
from tests.served.visitor import Visitor
from tests.served.waiting import wait_until

# What nginx sent of such a file on the machine the goals were set on.
NGINX_REFERENCE_RATE = 80_000


def measure_cached(servers: BenchServers, table: Table, seconds: int) -> None:
    with sample_clinic_database(servers, "http") as (clinic, _desk), servers.site("http") as site:
        visitor = Visitor(site.url, Accept_Encoding="gzip")
        packed = visitor.get(clinic["article"]).content
        ours = f"{site.url}{clinic['article']}"
        table.row("load is made by", LOAD_GENERATOR)
        if not NGINX:
            alone = measure_rates({"kept article": ours}, table, rounds=5, seconds=seconds)[
                "kept article"
            ]
            table.row("kept article, req/s", f"{alone.per_second:,.0f}", "nginx is not installed")
            return
        with (
            file_server(servers.folder, packed) as theirs,
            empty_application(servers.folder, packed) as nothing,
        ):
            wait_until(lambda: is_up(nothing))
            targets = {"nginx, a file": theirs, "kept article": ours, "empty": nothing}
            found = measure_rates(targets, table, rounds=5, seconds=seconds)
    file, page, empty = found["nginx, a file"], found["kept article"], found["empty"]
    table.row(
        f"kept article | the same {len(packed) / 1000:.1f} kB from nginx, req/s",
        f"{page.per_second:,.0f}",
        f"{file.per_second:,.0f}",
        f"{page.per_second / file.per_second:.2f}",
    )
    table.row(
        "kept article | the same bytes from an application that does nothing",
        f"{page.per_second:,.0f}",
        f"{empty.per_second:,.0f}",
        f"{page.per_second / empty.per_second:.2f}",
    )
    table.row(
        "kept article | nginx, 99 % within",
        f"{page.p99:.1f} ms",
        f"{file.p99:.1f} ms",
        f"{page.p99 / file.p99:.2f}",
    )
    table.row("kept article | nginx, failed requests", str(page.errors), str(file.errors))
    table.row(
        "this machine, by nginx | the one of the goals",
        f"{file.per_second:,.0f}",
        f"{NGINX_REFERENCE_RATE:,}",
        f"{file.per_second / NGINX_REFERENCE_RATE:.2f}",
    )


def is_up(url: str) -> bool:
    try:
        return Visitor(url.rstrip("/")).get("/").status == 200
    except OSError:
        return False


def measure_uncached(servers: BenchServers, table: Table, seconds: int) -> None:
    with (
        sample_clinic_database(servers, "uncached") as (clinic, _desk),
        servers.site("uncached") as keeping,
        servers.site("uncached", PAGE_CACHE_MB="0") as rendering,
    ):
        pages = {name: clinic[name] for name in ("article", "category", "home", "search")}
        targets = {"kept article": f"{keeping.url}{pages['article']}"}
        targets |= {name: f"{rendering.url}{path}" for name, path in pages.items()}
        found = measure_rates(targets, table, rounds=3, seconds=seconds, connections=8)
    kept = found.pop("kept article")
    for name, rate in found.items():
        report_against_cached(table, name, rate, kept)


def report_against_cached(table: Table, name: str, rate: Rate, kept: Rate) -> None:
    faults = f", {rate.errors} failed" if rate.errors else ""
    table.row(
        f"{name} rendered anew | kept article, req/s",
        f"{rate.per_second:,.0f}{faults}",
        f"{kept.per_second:,.0f}",
        f"1/{kept.per_second / rate.per_second:,.0f}",
    )
