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
    from tests.bench.servers import BenchServers
    from tests.bench.table import Table

# Measured inside one process, on both databases: tests/bench/bench_*.py.
IN_PROCESS_PARTS = ("citations", "editor")
ENGINES = {"SQLite": (), "PostgreSQL": ("--postgres",)}

Part = Callable[["BenchServers", "Table", argparse.Namespace], None]


def served_parts() -> dict[str, Part]:
    """Return the parts that measure real servers, in the order they run in."""
    from tests.bench import long_running, page_weight, scaling, throughput

    return {
        "http": throughput.measure_cached,
        "uncached": throughput.measure_uncached,
        "visible": long_running.measure_publication_delay,
        "weight": page_weight.measure_weight,
        "mixed": long_running.measure_mixed_load,
        "memory": long_running.measure_memory,
        "scale": scaling.measure_scaling,
    }


def main(arguments: list[str]) -> None:
    """Run all parts or the named ones, and print the results even if interrupted."""
    options = parse(arguments)
    served = served_parts()
    unknown = set(options.parts) - {*served, *IN_PROCESS_PARTS}
    if unknown:
        names = ", ".join([*served, *IN_PROCESS_PARTS])
        sys.exit(f"Unknown part: {', '.join(sorted(unknown))}. Choose from {names}.")
    started = time.monotonic()
    chosen = [name for name in served if not options.parts or name in options.parts]
    if chosen:
        run_served({name: served[name] for name in chosen}, options)
    for name in IN_PROCESS_PARTS:
        if not options.parts or name in options.parts:
            for engine in ENGINES:
                run_in_process(name, engine)
    print(f"\n{(time.monotonic() - started) / 60:.1f} minutes")


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*")
    parser.add_argument(
        "--seconds", type=int, default=6, help="length of each measurement of a rate"
    )
    parser.add_argument("--mixed", type=int, default=60, help="seconds of readers and an editor")
    parser.add_argument(
        "--requests", type=int, default=100_000, help="between two measurements of memory"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 10_000, 100_000], help="numbers of articles"
    )
    return parser.parse_args(arguments)


def run_served(parts: dict[str, Part], options: argparse.Namespace) -> None:
    from tests.bench.servers import bench_servers
    from tests.bench.table import Table

    table = Table()
    try:
        table.heading("PostgreSQL server, migrations, static files")
        with bench_servers() as servers:
            for name, part in parts.items():
                table.heading(name)
                try:
                    part(servers, table, options)
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
