"""`make bench`: how fast the site is, beside what it is compared with, in one table.

Every figure stands beside another one that was measured in turn with it, in the same run, so that
the ratio tells something whatever the machine is doing. Nothing here passes or fails.
"""

import argparse
import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

import environment
from environment import PYTHON, ROOT
from suite import on_postgresql, on_sqlite

if TYPE_CHECKING:
    from tests.bench.stand import BenchServers
    from tests.bench.table import Table

ENGINES = {"SQLite": on_sqlite, "PostgreSQL": on_postgresql}
# Inside one process, on both databases: tests/bench/bench_*.py.
IN_PROCESS_PARTS = ("citations", "editor")

Part = Callable[["BenchServers", "Table"], None]


def served_parts(options: argparse.Namespace) -> dict[str, Part]:
    """Those that ask real processes, in the order they run in."""
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
    """Run every part, or those that are named, and print what was found, even if cut short."""
    options = parse(arguments)
    served = served_parts(options)
    unknown = set(options.parts) - {*served, *IN_PROCESS_PARTS}
    if unknown:
        known = ", ".join([*served, *IN_PROCESS_PARTS])
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; there are {known}.")
    signal.signal(signal.SIGTERM, terminate)
    started = time.monotonic()
    wanted = [name for name in served if not options.parts or name in options.parts]
    if wanted:
        run_served(wanted, served)
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


def run_served(wanted: list[str], served: dict[str, Part]) -> None:
    from tests.bench.stand import bench_servers
    from tests.bench.table import Table

    table = Table()
    try:
        table.heading("a PostgreSQL server, migrations, static files")
        with bench_servers() as place:
            for name in wanted:
                table.heading(name)
                try:
                    served[name](place, table)
                except RuntimeError as error:
                    table.row(name, "could not be measured")
                    print(error)
    finally:
        table.print()


def run_in_process(name: str, engine: str) -> None:
    print(f"\n──── {name}, {engine}", flush=True)
    with contextlib.ExitStack() as stack:
        environ = environment.without_site_variables() | stack.enter_context(ENGINES[engine]())
        command = [str(PYTHON), "-m", "pytest", "--quiet", "--capture=no", "--no-header"]
        subprocess.run(
            [*command, f"tests/bench/bench_{name}.py"], cwd=ROOT, env=environ, check=False
        )


def terminate(_number: int, _frame: FrameType | None) -> None:
    """An exception, unlike the signal's default, ends every process that was started."""
    sys.exit(143)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
