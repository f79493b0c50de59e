"""The suite's pytest plugin: the option `--postgres`, and an environment without site variables.

Loaded by `-p` in pyproject.toml, because both must take effect before Django reads its settings.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "site" / "tools"))

import environment  # noqa: E402

from tests import databases  # noqa: E402
from tests.postgres import postgres  # noqa: E402

running = contextlib.ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        action="store_true",
        help="run on PostgreSQL: on the server in TEST_DATABASE_URL, or else on a temporary one",
    )


# A wrapper, because pytest-django's hook, which sets Django up, would run before a plain one.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    url = os.environ.get("TEST_DATABASE_URL")
    for name in environment.SITE_VARIABLES:
        os.environ.pop(name, None)
    if early_config.known_args_namespace.postgres:
        # The processes of pytest-xdist inherit the variable.
        os.environ["TEST_DATABASE_URL"] = url or start_server()
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(databases.FOLDER / "hypothesis")
    return (yield)


def start_server() -> str:
    server = running.enter_context(postgres(archive=databases.postgres_archive()))
    return server.url


def pytest_unconfigure() -> None:
    running.close()
