"""The migrated file that SQLite tests start from, created once for all processes."""

import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import conftest


def test_concurrent_processes_migrate_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runs = []

    def migrate(command: list[str], env: dict[str, str], **_options: Any) -> None:
        runs.append(command)
        time.sleep(0.1)
        Path(env["TEST_DATABASE_URL"].removeprefix("sqlite:///")).write_text("migrated")

    monkeypatch.setattr(conftest, "TEMPLATE_FOLDER", tmp_path / "test")
    monkeypatch.setattr(subprocess, "run", migrate)
    with ThreadPoolExecutor(4) as workers:
        futures = [workers.submit(conftest.migrated_template) for _ in range(4)]
        made = {answer.result() for answer in futures}
    assert len(runs) == 1
    (template,) = made
    assert template.read_text() == "migrated"


def test_outdated_and_unfinished_templates_are_deleted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def migrate(_command: list[str], env: dict[str, str], **_options: Any) -> None:
        file = Path(env["TEST_DATABASE_URL"].removeprefix("sqlite:///"))
        assert not file.exists()
        file.touch()

    monkeypatch.setattr(conftest, "TEMPLATE_FOLDER", tmp_path)
    monkeypatch.setattr(subprocess, "run", migrate)
    leftovers = ("template-0.sqlite3", "unfinished.sqlite3", "unfinished.sqlite3-wal")
    for name in leftovers:
        (tmp_path / name).touch()
    template = conftest.migrated_template()
    assert {file.name for file in tmp_path.iterdir()} == {"template.lock", template.name}


@pytest.mark.django_db
def test_each_process_has_its_own_database(worker_id: str) -> None:
    assert worker_id in ("master", *re.findall(r"gw\d+", str(connection.settings_dict["NAME"])))
