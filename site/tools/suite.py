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

    Phases that use a single core run beside each other.
    """

    title: str
    commands: tuple[Command, ...]
    single_core: bool = False
    variables: Callable[[], dict[str, str]] = no_variables


@dataclass(frozen=True)
class Result:
    phase: Phase
    passed: bool
    seconds: float
    output: str


IN_PROCESS = "not browser and not served and not no_database"
# One process for each core, up to four.
PARALLEL = ("--numprocesses", "auto", "--maxprocesses", "4")

PHASES = {
    "style": Phase(
        "Style (ruff, djhtml)",
        (
            ("-m", "ruff", "check", "--quiet"),
            ("-m", "ruff", "format", "--check", "--quiet"),
            ("-m", "djhtml", "--tabwidth", "2", "--check", "templates"),
        ),
        single_core=True,
    ),
    "types": Phase("Types (mypy)", (("-m", "mypy"),), single_core=True),
    "migrations": Phase(
        "Migrations match the models",
        (("manage.py", "makemigrations", "--check", "--dry-run"),),
        single_core=True,
        variables=lambda: {"DJANGO_SETTINGS_MODULE": "config.settings.test"},
    ),
    "deploy": Phase(
        "Production settings and static files",
        (
            ("manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"),
            ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ),
        single_core=True,
        variables=production_variables,
    ),
    # These wait most of the time.
    "served": Phase("Tests with real servers", (pytest_command("served"),), single_core=True),
    "no_database": Phase(
        "Tests without a database", (pytest_command("no_database"),), single_core=True
    ),
    # Two browsers keep two cores busy; with more, waiting for an element may time out. Beside a
    # browser the servers above would answer late.
    "browser": Phase("Tests in a browser", (pytest_command("browser", "--numprocesses", "2"),)),
    "postgresql": Phase(
        "Tests on PostgreSQL",
        (pytest_command(f"{IN_PROCESS} and not sqlite_only", "--postgres", *PARALLEL),),
        variables=postgresql_variables,
    ),
    "sqlite": Phase("Tests on SQLite", (pytest_command(IN_PROCESS, *PARALLEL),)),
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PHASES]
    if unknown:
        sys.exit(f"Unknown phase: {', '.join(unknown)}. Choose from {', '.join(PHASES)}.")
    VAR.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    chosen = [phase for name, phase in PHASES.items() if not names or name in names]
    results = run_in_parallel([phase for phase in chosen if phase.single_core])
    for phase in chosen:
        if not phase.single_core:
            print_heading(phase)
            results.append(run(phase))
    report(results, time.monotonic() - started)
    sys.exit(not all(result.passed for result in results))


def run_in_parallel(phases: list[Phase]) -> list[Result]:
    """Run as many at a time as there are cores, and show the output of each when it has ended."""
    results = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(lambda phase: run(phase, subprocess.PIPE), phases):
            print_heading(result.phase)
            print(result.output, end="", flush=True)
            results.append(result)
    return results


def print_heading(phase: Phase) -> None:
    print(f"\n──── {phase.title} " + "─" * (74 - len(phase.title)), flush=True)


def run(phase: Phase, output: int | None = None) -> Result:
    started = time.monotonic()
    environ = environment.without_site_variables() | phase.variables()
    runs = [
        subprocess.run(
            [str(PYTHON), *command],
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
