"""How long a page takes to render in a small, a large and a very large library, asked in turn."""

import contextlib
import time
from statistics import median

from tests.bench.stand import BenchServers
from tests.bench.table import Table
from tests.served.visitor import Visitor

ROUNDS = 40


def measure_scaling(servers: BenchServers, table: Table, sizes: list[int]) -> None:
    with contextlib.ExitStack() as stack:
        visitors, pages = {}, {}
        for size in sizes:
            database = f"scale-{size}"
            servers.new_database(database)
            started = time.monotonic()
            with servers.desk(database) as desk:
                pages[size] = desk.run_task("seed", articles=size)
            print(f"    {size:,} articles made in {time.monotonic() - started:.0f} s", flush=True)
            site = stack.enter_context(servers.site(database, "--workers", "1", PAGE_CACHE_MB="0"))
            visitors[size] = Visitor(site.url, Accept_Encoding="gzip")
        for name in pages[sizes[0]]:
            times: dict[int, list[float]] = {size: [] for size in sizes}
            for turn in range(ROUNDS + 3):
                table.calibrate()
                for size in sizes:
                    started = time.perf_counter()
                    answer = visitors[size].get(pages[size][name])
                    spent = (time.perf_counter() - started) * 1000
                    if answer.status != 200:
                        raise RuntimeError(f"{pages[size][name]}: {answer.status}")
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
