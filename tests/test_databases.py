"""The migrated template of the test databases."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from tests import databases


def test_concurrent_processes_migrate_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    urls = []

    def migrate(url: str) -> None:
        urls.append(url)
        time.sleep(0.1)
        Path(url.removeprefix("sqlite:///")).write_text("migrated")

    monkeypatch.setattr(databases, "FOLDER", tmp_path / "test")
    monkeypatch.setattr(databases, "migrate", migrate)
    with ThreadPoolExecutor(4) as workers:
        results = [workers.submit(databases.sqlite_template) for _ in range(4)]
        templates = {result.result() for result in results}
    assert len(urls) == 1
    (template,) = templates
    assert template.read_text() == "migrated"


def test_outdated_and_unfinished_templates_are_deleted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def migrate(url: str) -> None:
        file = Path(url.removeprefix("sqlite:///"))
        assert not file.exists()
        file.touch()

    monkeypatch.setattr(databases, "FOLDER", tmp_path)
    monkeypatch.setattr(databases, "migrate", migrate)
    for name in ("template-0.sqlite3", "unfinished.sqlite3", "unfinished.sqlite3-wal"):
        (tmp_path / name).touch()
    template = databases.sqlite_template()
    assert {file.name for file in tmp_path.iterdir()} == {"template.lock", template.name}


def test_changing_a_migration_changes_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "requirements-dev.txt").touch()
    migration = tmp_path / "articles" / "migrations" / "0001_first.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("before")
    monkeypatch.setattr(databases, "ROOT", tmp_path)
    before = databases.fingerprint()
    migration.write_text("after")
    assert databases.fingerprint() != before


@pytest.mark.django_db
def test_each_process_has_its_own_database(worker_id: str) -> None:
    assert f"_{worker_id}_" in str(connection.settings_dict["NAME"])
