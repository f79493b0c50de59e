"""`make test`: every check the project has, one phase after another.

A phase that fails does not keep the next from running. SQLite and PostgreSQL run the same tests;
the browser's run once, on SQLite, since what they add is the browser.
"""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from urllib.parse import quote

import environment
from environment import PYTHON, ROOT

VAR = ROOT / "var" / "test"
PYTEST = ("-m", "pytest", "--quiet")
# One process for each core, up to four: each of them migrates a database of its own.
PARALLEL = ("--numprocesses", "auto", "--maxprocesses", "4")

# Two browsers keep two cores busy; with more of them, what a test waits for may come too late.
BROWSERS = ("--numprocesses", "2")
# Plain functions, for which the database makes no difference: they run with SQLite's tests.
WITHOUT_DATABASE = ("--ignore", "tests/articles/references", "--ignore", "tests/articles/plates")

Variables = dict[str, str]


@dataclass(frozen=True)
class Phase:
    """Commands for the environment's Python, run with what `variables` yields."""

    title: str
    commands: tuple[tuple[str, ...], ...]
    variables: Callable[[], contextlib.AbstractContextManager[Variables]]


@contextlib.contextmanager
def on_sqlite() -> Iterator[Variables]:
    yield {"DJANGO_SETTINGS_MODULE": "config.settings.test"}


@contextlib.contextmanager
def on_postgresql() -> Iterator[Variables]:
    """On the server `TEST_DATABASE_URL` names, or on one of our own for as long as this lasts."""
    from tests.postgres import postgres_server

    with contextlib.ExitStack() as stack:
        url = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(postgres_server())
        yield {"DJANGO_SETTINGS_MODULE": "config.settings.test", "TEST_DATABASE_URL": url}


@contextlib.contextmanager
def in_production() -> Iterator[Variables]:
    """The settings visitors get, with as little set as they allow."""
    yield {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "www.example.org",
        "DATABASE_URL": f"sqlite:///{quote(str(VAR / 'production.sqlite3'))}",
        "VAR_DIR": str(VAR),
    }


PHASES = {
    "style": Phase(
        "Style (ruff, djhtml)",
        (
            ("-m", "ruff", "check", "--quiet"),
            ("-m", "ruff", "format", "--check", "--quiet"),
            ("-m", "djhtml", "--tabwidth", "2", "--check", "templates"),
        ),
        on_sqlite,
    ),
    "types": Phase("Types (mypy)", (("-m", "mypy"),), on_sqlite),
    "migrations": Phase(
        "Migrations match the models",
        (("manage.py", "makemigrations", "--check", "--dry-run"),),
        on_sqlite,
    ),
    "deploy": Phase(
        "Production settings and static files",
        (
            ("manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"),
            ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ),
        in_production,
    ),
    "browser": Phase("Tests in a browser", ((*PYTEST, *BROWSERS, "-m", "browser"),), on_sqlite),
    "postgresql": Phase(
        "Tests on PostgreSQL",
        ((*PYTEST, *PARALLEL, "-m", "not browser", *WITHOUT_DATABASE),),
        on_postgresql,
    ),
    "sqlite": Phase("Tests on SQLite", ((*PYTEST, *PARALLEL, "-m", "not browser"),), on_sqlite),
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PHASES]
    if unknown:
        sys.exit(f"There is no phase {', '.join(unknown)}; there are {', '.join(PHASES)}.")
    signal.signal(signal.SIGTERM, terminate)
    VAR.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    results = [(phase, *run(phase)) for name, phase in PHASES.items() if not names or name in names]
    report(results, time.monotonic() - started)
    sys.exit(not all(passed for _phase, passed, _seconds in results))


def run(phase: Phase) -> tuple[bool, float]:
    print(f"\n──── {phase.title} " + "─" * (74 - len(phase.title)), flush=True)
    started = time.monotonic()
    with phase.variables() as variables:
        environ = environment.without_site_variables() | variables
        codes = [
            subprocess.run([str(PYTHON), *command], cwd=ROOT, env=environ, check=False).returncode
            for command in phase.commands
        ]
    return not any(codes), time.monotonic() - started


def report(results: list[tuple[Phase, bool, float]], seconds: float) -> None:
    print()
    for phase, passed, took in results:
        print(f"  {'passed' if passed else 'FAILED'}  {took:5.1f} s  {phase.title}")
    print(f"          {seconds:5.1f} s  in all", flush=True)


def terminate(_number: int, _frame: FrameType | None) -> None:
    """An exception, unlike the signal's default, ends the phase and its database server too."""
    sys.exit(143)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
