"""`make bench`: measure how fast the site is, and print one table.

Each figure is measured in turn with one to compare it with, so that their ratio holds whatever
else the machine is doing. Nothing here passes or fails.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import environment
from environment import PYTHON, ROOT

if TYPE_CHECKING:
    from tests.bench.stand import BenchServers
    from tests.bench.table import Table

# Measured inside one process, on both databases: tests/bench/bench_*.py.
IN_PROCESS_PARTS = ("citations", "editor")
ENGINES = {"SQLite": (), "PostgreSQL": ("--postgres",)}

Part = Callable[["BenchServers", "Table"], None]


def served_parts(options: argparse.Namespace) -> dict[str, Part]:
    """Return the parts that measure real servers, in the order they run in."""
    from tests.bench import growth, lasting, speed, weight

    return {
        "http": lambda servers, table: speed.measure_cached(servers, table, options.seconds),
        "uncached": lambda servers, table: speed.measure_uncached(servers, table, options.seconds),
        "visible": lasting.measure_publication_delay,
        "weight": weight.measure_weight,
        "mixed": lambda servers, table: lasting.measure_mixed_load(servers, table, options.mixed),
        "memory": lambda servers, table: lasting.measure_memory(servers, table, options.requests),
        "scale": lambda servers, table: growth.measure_scaling(servers, table, options.sizes),
    }


def main(arguments: list[str]) -> None:
    """Run all parts or the named ones, and print the results even if interrupted."""
    options = parse(arguments)
    served = served_parts(options)
    unknown = set(options.parts) - {*served, *IN_PROCESS_PARTS}
    if unknown:
        names = ", ".join([*served, *IN_PROCESS_PARTS])
        sys.exit(f"Unknown part: {', '.join(sorted(unknown))}. Choose from {names}.")
    started = time.monotonic()
    chosen = [name for name in served if not options.parts or name in options.parts]
    if chosen:
        run_served(chosen, served)
    for name in IN_PROCESS_PARTS:
        if not options.parts or name in options.parts:
            for engine in ENGINES:
                run_in_process(name, engine)
    print(f"\n{(time.monotonic() - started) / 60:.1f} minutes")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--seconds", type=int, default=6, help="of each measurement of a rate")
    parser.add_argument("--mixed", type=int, default=60, help="seconds of readers and editors")
    parser.add_argument("--requests", type=int, default=100_000, help="between looks at memory")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 10_000, 100_000], help="in articles"
    )
    return parser.parse_args(arguments)


def run_served(chosen: list[str], served: dict[str, Part]) -> None:
    from tests.bench.stand import bench_servers
    from tests.bench.table import Table

    table = Table()
    try:
        table.heading("a PostgreSQL server, migrations, static files")
        with bench_servers() as servers:
            for name in chosen:
                table.heading(name)
                try:
                    served[name](servers, table)
                except RuntimeError as error:
                    table.row(name, "could not be measured")
                    print(error)
    finally:
        table.print()


def run_in_process(name: str, engine: str) -> None:
    print(f"\n──── {name}, {engine}", flush=True)
    command = ("-m", "pytest", "--quiet", "--capture=no", "--no-header", *ENGINES[engine])
    subprocess.run([str(PYTHON), *command, f"tests/bench/bench_{name}.py"], cwd=ROOT, check=False)


if __name__ == "__main__":
    environment.run_tool(main, sys.argv[1:])
