"""`make test`: every check the project has, one phase after another.

A phase that fails does not keep the next from running. SQLite and PostgreSQL run the same tests;
the browser's run once, on SQLite, since what they add is the browser, and those with real processes
once, on PostgreSQL.
"""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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
BROWSER_PROCESSES = ("--numprocesses", "2")
# What pages are made of and with: one core is enough, beside the tests that wait most of the time.
STANDALONE_TESTS = (
    "tests/articles/public/test_markdown.py",
    "tests/articles/artwork",
    "tests/articles/references",
    "tests/config",
)
# Without those that have a phase of their own.
IN_PROCESS = (
    "-m",
    "not browser and not served",
    *(f"--ignore={place}" for place in STANDALONE_TESTS),
)
# What these test comes after the database has answered, or before it is asked: they run with
# SQLite's tests only.
SQLITE_ONLY = tuple(
    f"--ignore=tests/{place}"
    for place in (
        "articles/citations",
        "articles/editorial/test_bulk_actions.py",
        "articles/problems/test_typed_citations.py",
        "articles/editorial/test_panel.py",
        "articles/problems/test_citations.py",
        "articles/editorial/test_readability.py",
        "articles/blocks/test_walk.py",
        "articles/problems/test_seed_article.py",
        "articles/library/chooser/test_new_sources.py",
        "articles/library/importing/test_access.py",
        "articles/library/importing/test_diagnosis.py",
        "articles/library/importing/test_files.py",
        "articles/library/importing/test_pages.py",
        "articles/library/importing/test_round_trips.py",
        "articles/review/test_admin.py",
        "articles/models/test_conditions.py",
        "articles/publishing/test_article_form.py",
        "articles/blocks/test_body.py",
        "articles/models/test_changes.py",
        "articles/utils/test_dates.py",
        "articles/cache/test_versioned.py",
        "articles/blocks/test_outline.py",
        "articles/models/test_people.py",
        "articles/public/test_html_sanitising.py",
        "articles/models/test_previews.py",
        "articles/public/test_prefetch.py",
        "articles/public/test_reference_files.py",
        "articles/citations/test_reference_list.py",
        "articles/citations/test_rich_text.py",
        "articles/public/test_structured_data.py",
        "articles/references/test_study_types.py",
        "home/delivery/cdn",
        "home/enquiry/test_form.py",
        "home/enquiry/test_staff.py",
        "home/images",
        "home/discovery/syndication/test_responses.py",
        "home/discovery/syndication/test_article_markdown.py",
        "home/discovery/syndication/test_llms.py",
        "home/discovery/syndication/test_robots.py",
        "home/discovery/syndication/test_security_txt.py",
        "home/blocks/test_block_previews.py",
        "home/test_branding.py",
        "home/test_budgets.py",
        "home/delivery/test_cache_headers.py",
        "home/discovery/test_cite_this.py",
        "home/test_drafts.py",
        "home/test_errors.py",
        "home/test_every_page.py",
        "home/test_fonts.py",
        "home/guide/test_guide.py",
        "home/delivery/test_fragments.py",
        "home/test_languages.py",
        "home/test_links.py",
        "home/delivery/test_site_context.py",
        "home/discovery/test_metadata.py",
        "home/models/test_page_tree.py",
        "home/delivery/test_page_links.py",
        "home/test_query_counts.py",
        "home/test_query_growth.py",
        "home/models/test_roles.py",
        "home/sample/test_sample_site.py",
        "home/models/test_settings_and_calls_to_action.py",
        "home/discovery/test_share_images.py",
        "home/discovery/test_structured_data.py",
        "home/discovery/test_structured_data_of_every_page.py",
    )
)

Variables = dict[str, str]


@dataclass(frozen=True)
class Phase:
    """Commands for the environment's Python, run with what `variables` yields.

    One that keeps a single core busy runs beside others of that kind.
    """

    title: str
    commands: tuple[tuple[str, ...], ...]
    variables: Callable[[], contextlib.AbstractContextManager[Variables]]
    single_core: bool = False


@dataclass(frozen=True)
class Result:
    phase: Phase
    passed: bool
    seconds: float
    output: str


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
        single_core=True,
    ),
    "types": Phase("Types (mypy)", (("-m", "mypy"),), on_sqlite, single_core=True),
    "migrations": Phase(
        "Migrations match the models",
        (("manage.py", "makemigrations", "--check", "--dry-run"),),
        on_sqlite,
        single_core=True,
    ),
    "deploy": Phase(
        "Production settings and static files",
        (
            ("manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"),
            ("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        ),
        in_production,
        single_core=True,
    ),
    "browser": Phase(
        "Tests in a browser", ((*PYTEST, *BROWSER_PROCESSES, "-m", "browser"),), on_sqlite
    ),
    "served": Phase(
        "Tests with real processes",
        ((*PYTEST, "-m", "served"),),
        on_sqlite,
        single_core=True,  # they wait, most of the time
    ),
    "apart": Phase(
        "Tests of what stands apart from the pages",
        ((*PYTEST, *STANDALONE_TESTS),),
        on_sqlite,
        single_core=True,
    ),
    "postgresql": Phase(
        "Tests on PostgreSQL",
        ((*PYTEST, *PARALLEL, *IN_PROCESS, *SQLITE_ONLY),),
        on_postgresql,
    ),
    "sqlite": Phase("Tests on SQLite", ((*PYTEST, *PARALLEL, *IN_PROCESS),), on_sqlite),
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PHASES]
    if unknown:
        sys.exit(f"There is no phase {', '.join(unknown)}; there are {', '.join(PHASES)}.")
    signal.signal(signal.SIGTERM, terminate)
    VAR.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    chosen = [phase for name, phase in PHASES.items() if not names or name in names]
    results = run_in_parallel([phase for phase in chosen if phase.single_core])
    for phase in chosen:
        if not phase.single_core:
            announce(phase)
            results.append(run(phase))
    report(results, time.monotonic() - started)
    sys.exit(not all(result.passed for result in results))


def run_in_parallel(phases: list[Phase]) -> list[Result]:
    """As many at a time as there are cores; what each of them says is shown when it has ended."""
    results = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(lambda phase: run(phase, subprocess.PIPE), phases):
            announce(result.phase)
            print(result.output, end="", flush=True)
            results.append(result)
    return results


def announce(phase: Phase) -> None:
    print(f"\n──── {phase.title} " + "─" * (74 - len(phase.title)), flush=True)


def run(phase: Phase, output: int | None = None) -> Result:
    started = time.monotonic()
    with phase.variables() as variables:
        environ = environment.without_site_variables() | variables
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
    print(f"          {seconds:5.1f} s  in all", flush=True)


def terminate(_number: int, _frame: FrameType | None) -> None:
    """An exception, unlike the signal's default, ends the phase and its database server too."""
    sys.exit(143)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
