"""Requests per second: cached pages beside a web server's file, and beside rendering."""

import argparse

from tests.bench.load import LOAD_GENERATOR, Rate, measure_rates
from tests.bench.servers import (
    NGINX,
    BenchServers,
    empty_application,
    file_server,
    sample_clinic_database,
)
from tests.bench.table import Table
from tests.served.http_client import HttpClient
from tests.served.nginx import running_nginx
from tests.served.waiting import wait_until

# Measured with such a file from nginx, on the machine for which the goals were set.
NGINX_REFERENCE_RATE = 80_000


def measure_cached(servers: BenchServers, table: Table, options: argparse.Namespace) -> None:
    with (
        sample_clinic_database(servers, "http") as (clinic, _process),
        servers.site("http") as site,
    ):
        client = HttpClient(site.url, Accept_Encoding="gzip")
        body = client.get(clinic["article"]).content
        cached = f"{site.url}{clinic['article']}"
        table.row("load is made by", LOAD_GENERATOR)
        if not NGINX:
            targets = {"cached article": cached}
            (rate,) = measure_rates(targets, table, rounds=5, seconds=options.seconds).values()
            table.row("cached article, req/s", f"{rate.per_second:,.0f}", "nginx is not installed")
            return
        with (
            file_server(servers.folder, body) as file_url,
            empty_application(servers.folder, body) as empty_url,
            servers.site_on_socket("http") as behind,
            running_nginx([behind.socket], servers.folder / "deployed") as nginx,
        ):
            wait_until(lambda: is_up(empty_url))
            deployed = f"{nginx.url}{clinic['article']}"
            wait_until(lambda: is_up(nginx.url))
            targets = {"nginx, a file": file_url, "cached article": cached, "empty": empty_url}
            targets["as deployed"] = deployed
            rates = measure_rates(targets, table, rounds=5, seconds=options.seconds)
    file, page, empty = rates["nginx, a file"], rates["cached article"], rates["empty"]
    behind_nginx = rates["as deployed"]
    table.row(
        f"cached article | the same {len(body) / 1000:.1f} kB from nginx, req/s",
        f"{page.per_second:,.0f}",
        f"{file.per_second:,.0f}",
        f"{page.per_second / file.per_second:.2f}",
    )
    table.row(
        "cached article | the same bytes from an empty application, req/s",
        f"{page.per_second:,.0f}",
        f"{empty.per_second:,.0f}",
        f"{page.per_second / empty.per_second:.2f}",
    )
    table.row(
        "cached article through the shipped nginx | a file from nginx, req/s",
        f"{behind_nginx.per_second:,.0f}",
        f"{file.per_second:,.0f}",
        f"{behind_nginx.per_second / file.per_second:.2f}",
    )
    table.row(
        "cached article | nginx, 99 % within",
        f"{page.p99:.1f} ms",
        f"{file.p99:.1f} ms",
        f"{page.p99 / file.p99:.2f}",
    )
    table.row("cached article | nginx, failed requests", str(page.errors), str(file.errors))
    table.row(
        "this machine, by nginx | the machine of the goals",
        f"{file.per_second:,.0f}",
        f"{NGINX_REFERENCE_RATE:,}",
        f"{file.per_second / NGINX_REFERENCE_RATE:.2f}",
    )


def is_up(url: str) -> bool:
    try:
        return HttpClient(url.rstrip("/")).get("/").status == 200
    except OSError:
        return False


def measure_uncached(servers: BenchServers, table: Table, options: argparse.Namespace) -> None:
    with (
        sample_clinic_database(servers, "uncached") as (clinic, _process),
        servers.site("uncached") as caching,
        servers.site("uncached", PAGE_CACHE_MB="0") as rendering,
    ):
        pages = {name: clinic[name] for name in ("article", "category", "home", "search")}
        targets = {"cached article": f"{caching.url}{pages['article']}"}
        targets |= {name: f"{rendering.url}{path}" for name, path in pages.items()}
        rates = measure_rates(targets, table, rounds=3, seconds=options.seconds, connections=8)
    cached = rates.pop("cached article")
    for name, rate in rates.items():
        report_against_cached(table, name, rate, cached)


def report_against_cached(table: Table, name: str, rate: Rate, cached: Rate) -> None:
    errors = f", {rate.errors} failed" if rate.errors else ""
    table.row(
        f"{name} rendered | cached article, req/s",
        f"{rate.per_second:,.0f}{errors}",
        f"{cached.per_second:,.0f}",
        f"1/{cached.per_second / rate.per_second:,.0f}",
    )
