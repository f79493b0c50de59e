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
    from tests.bench.stand import Stand
    from tests.bench.table import Table

ENGINES = {"SQLite": on_sqlite, "PostgreSQL": on_postgresql}
# Inside one process, on both databases: tests/bench/bench_*.py.
INSIDE = ("citations", "editor")

Part = Callable[["Stand", "Table"], None]


def parts(options: argparse.Namespace) -> dict[str, Part]:
    """Those that ask real processes, in the order they run in."""
    from tests.bench import growth, lasting, speed, weight

    return {
        "http": lambda stand, table: speed.http(stand, table, options.seconds),
        "uncached": lambda stand, table: speed.uncached(stand, table, options.seconds),
        "visible": lasting.visible,
        "weight": weight.weight,
        "mixed": lambda stand, table: lasting.mixed(stand, table, options.mixed),
        "memory": lambda stand, table: lasting.memory(stand, table, options.requests),
        "scale": lambda stand, table: growth.scale(stand, table, options.sizes),
    }


def main(arguments: list[str]) -> None:
    """Run every part, or those that are named, and print what was found, even if cut short."""
    options = parse(arguments)
    served = parts(options)
    unknown = set(options.parts) - {*served, *INSIDE}
    if unknown:
        known = ", ".join([*served, *INSIDE])
        sys.exit(f"There is no part {', '.join(sorted(unknown))}; there are {known}.")
    signal.signal(signal.SIGTERM, terminate)
    started = time.monotonic()
    wanted = [name for name in served if not options.parts or name in options.parts]
    if wanted:
        ask(wanted, served)
    for name in INSIDE:
        if not options.parts or name in options.parts:
            for engine in ENGINES:
                inside(name, engine)
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


def ask(wanted: list[str], served: dict[str, Part]) -> None:
    from tests.bench.stand import stand
    from tests.bench.table import Table

    table = Table()
    try:
        table.heading("a PostgreSQL server, migrations, static files")
        with stand() as place:
            for name in wanted:
                table.heading(name)
                try:
                    served[name](place, table)
                except RuntimeError as error:
                    table.row(name, "could not be measured")
                    print(error)
    finally:
        table.print()


def inside(name: str, engine: str) -> None:
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
