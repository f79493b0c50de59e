"""Runs the tool a `make` target names, from the project's root, and ends without a traceback
when it is interrupted."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

import demo
import environment


def suite(arguments: list[str]) -> None:
    """Everything that has to hold; the suite itself runs inside the environment."""
    environment.ensure("dev")
    demo.exec_python(dict(os.environ), "site/tools/suite.py", *arguments)


def bench(arguments: list[str]) -> None:
    """Benchmarks need what the tests need."""
    environment.ensure("dev")
    demo.exec_python(dict(os.environ), "site/tools/bench.py", *arguments)


def install(_arguments: list[str]) -> None:
    environment.ensure("dev")


TOOLS: dict[str, Callable[[list[str]], None]] = {
    "bench": bench,
    "demo": demo.demo,
    "dev": demo.dev,
    "install": install,
    "suite": suite,
}


def main(arguments: list[str]) -> None:
    os.chdir(environment.ROOT)
    signal.signal(signal.SIGTERM, terminate)
    try:
        TOOLS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        sys.exit(130)


def terminate(_number: int, _frame: FrameType | None) -> None:
    """An exception, unlike the signal's default, also ends the program that is being waited for."""
    sys.exit(143)
