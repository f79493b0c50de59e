"""The time to render a page on sites with few, many and very many articles."""

import argparse
import contextlib
import time
from statistics import median

from tests.bench.servers import BenchServers
from tests.bench.table import Table
from tests.served.http_client import HttpClient

ROUNDS = 40


def measure_scaling(servers: BenchServers, table: Table, options: argparse.Namespace) -> None:
    sizes = options.sizes
    with contextlib.ExitStack() as stack:
        clients, pages = {}, {}
        for size in sizes:
            database = f"scale-{size}"
            servers.new_database(database)
            started = time.monotonic()
            with servers.task_process(database) as process:
                pages[size] = process.run_task("seed", articles=size)
            print(
                f"    {size:,} articles created in {time.monotonic() - started:.0f} s", flush=True
            )
            site = stack.enter_context(servers.site(database, "--workers", "1", PAGE_CACHE_MB="0"))
            clients[size] = HttpClient(site.url, Accept_Encoding="gzip")
        for name in pages[sizes[0]]:
            times: dict[int, list[float]] = {size: [] for size in sizes}
            for turn in range(ROUNDS + 3):
                table.calibrate()
                for size in sizes:
                    started = time.perf_counter()
                    response = clients[size].get(pages[size][name])
                    spent = (time.perf_counter() - started) * 1000
                    if response.status != 200:
                        raise RuntimeError(f"{pages[size][name]}: {response.status}")
                    if turn >= 3:  # the first ones warm up
                        times[size].append(spent)
            report(table, name, times)


def report(table: Table, name: str, times: dict[int, list[float]]) -> None:
    sizes = sorted(times)
    middle = {size: median(times[size]) for size in sizes}
    for size in sizes[1:]:
        table.row(
            f"{name} among {size:,} articles | {sizes[0]:,}, half within",
            f"{middle[size]:.1f} ms",
            f"{middle[sizes[0]]:.1f} ms",
            f"{middle[size] / middle[sizes[0]]:.2f}",
        )
