"""`make test`: run every check of the project, one phase after another.

A phase that fails does not stop the next one. Markers decide in which phase a test runs (see
tests/README.md).
"""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote

import environment
from environment import PYTHON, ROOT

VAR = ROOT / "var" / "test"
Command = tuple[str, ...]


def pytest_command(markers: str, *options: str) -> Command:
    return ("-m", "pytest", "--quiet", "-m", markers, *options)


def no_variables() -> dict[str, str]:
    return {}


def postgresql_variables() -> dict[str, str]:
    """Return the URL of the server to use, unless the tests start their own."""
    url = os.environ.get("TEST_DATABASE_URL")
    return {"TEST_DATABASE_URL": url} if url else {}


def production_variables() -> dict[str, str]:
    """Return variables of which the deployment checks have nothing to say."""
    stamp = VAR / "last"
    stamp.touch()
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "www.example.org",
        "DATABASE_URL": f"sqlite:///{quote(str(VAR / 'production.sqlite3'))}",
        "VAR_DIR": str(VAR),
        "EMAIL_URL": "smtp://mail.example.org",
        "DEFAULT_FROM_EMAIL": "site@example.org",
        "OPERATORS": "operator@example.org",
        "BACKUP_STAMP": str(stamp),
        "SECOND_FACTOR_REQUIRED": "1",
    }


@dataclass(frozen=True)
class Phase:
    """Commands for the Python in `.venv`, and the variables they run with.

    A phase that waits most of the time runs beside those that fill its pauses, which run one after
    another and yield the processor to it.
    """

    title: str
    commands: tuple[Command, ...]
    waits: bool = False
    fills_pauses: bool = False
    variables: Callable[[], dict[str, str]] = no_variables


@dataclass(frozen=True)
class Result:
    phase: Phase
    passed: bool
    seconds: float
    output: str


# Runs a command at the lowest priority.
YIELDING = ("nice", "-n", "19")
IN_PROCESS = "not browser and not served and not no_database"
# One process for each core, up to four. Tests that share a fixture run in the same one, and all in
# the order of `tests/conftest.py`.
PARALLEL = (
    *("--numprocesses", "auto", "--maxprocesses", "4"),
    *("--dist", "loadgroup", "--no-loadscope-reorder"),
)

PHASES = {
    # Servers answer late beside a browser, but not beside what has the lowest priority.
    "served": Phase("Tests with real servers", (pytest_command("served"),), waits=True),
    "style": Phase(
        "Style (ruff, djhtml)",
        (
            ("-m", "ruff", "check", "--quiet"),
            ("-m", "ruff", "format", "--check", "--quiet"),
            ("-m", "djhtml", "--tabwidth", "2", "--check", "templates"),
        ),
        fills_pauses=True,
    ),
    "types": Phase("Types (mypy)", (("-m", "mypy"),), fills_pauses=True),
    "migrations": Phase(
        "Migrations match the models",
        (("manage.py", "makemigrations", "--check", "--dry-run"),),
        fills_pauses=True,
        variables=lambda: {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
    ),
    "deploy": Phase(
        "Production settings and static files",
        (
            ("manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"),
            ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ),
        fills_pauses=True,
        variables=production_variables,
    ),
    "no_database": Phase(
        "Tests without a database", (pytest_command("no_database"),), fills_pauses=True
    ),
    "sqlite": Phase("Tests on SQLite", (pytest_command(IN_PROCESS, *PARALLEL),), fills_pauses=True),
    # Two browsers keep two cores busy; with more, waiting for an element may time out.
    "browser": Phase("Tests in a browser", (pytest_command("browser", "--numprocesses", "2"),)),
    "postgresql": Phase(
        "Tests on PostgreSQL",
        (pytest_command(f"{IN_PROCESS} and not sqlite_only", "--postgres", *PARALLEL),),
        variables=postgresql_variables,
    ),
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PHASES]
    if unknown:
        sys.exit(f"Unknown phase: {', '.join(unknown)}. Choose from {', '.join(PHASES)}.")
    VAR.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    chosen = [phase for name, phase in PHASES.items() if not names or name in names]
    results = run_beside_each_other(
        [phase for phase in chosen if phase.waits],
        [phase for phase in chosen if phase.fills_pauses],
    )
    for phase in chosen:
        if not phase.waits and not phase.fills_pauses:
            print_heading(phase)
            results.append(run(phase))
    report(results, time.monotonic() - started)
    sys.exit(not all(result.passed for result in results))


def run_beside_each_other(waiting: list[Phase], filling: list[Phase]) -> list[Result]:
    """Run the phases that fill pauses, and show what those that wait print when they have ended."""
    with ThreadPoolExecutor(max(len(waiting), 1)) as pool:
        others = [pool.submit(run, phase, output=subprocess.PIPE) for phase in waiting]
        results = []
        for phase in filling:
            print_heading(phase)
            results.append(run(phase, YIELDING if waiting else ()))
        for other in others:
            results.append(other.result())
            print_heading(results[-1].phase)
            print(results[-1].output, end="", flush=True)
    return results


def print_heading(phase: Phase) -> None:
    print(f"\n──── {phase.title} " + "─" * (74 - len(phase.title)), flush=True)


def run(phase: Phase, prefix: Command = (), output: int | None = None) -> Result:
    started = time.monotonic()
    environ = environment.without_site_variables() | phase.variables()
    runs = [
        subprocess.run(
            [*prefix, str(PYTHON), *command],
            cwd=ROOT,
            env=environ,
            check=False,
            stdout=output,
            stderr=output and subprocess.STDOUT,
            text=True,
        )
        for command in phase.commands
    ]
    return Result(
        phase,
        not any(run.returncode for run in runs),
        time.monotonic() - started,
        "".join(run.stdout or "" for run in runs),
    )


def report(results: list[Result], seconds: float) -> None:
    print()
    for result in results:
        outcome = "passed" if result.passed else "FAILED"
        print(f"  {outcome}  {result.seconds:5.1f} s  {result.phase.title}")
    print(f"          {seconds:5.1f} s  in total", flush=True)


if __name__ == "__main__":
    environment.run_tool(main, sys.argv[1:])
