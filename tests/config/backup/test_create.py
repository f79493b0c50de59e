"""A backup holds the database and the uploads, and old ones are deleted."""

import shutil
import sqlite3
import subprocess
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from config.backup import create
from tests.factories import reference


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_backup_holds_the_database_and_the_uploads(tmp_path: Path, uploads: Path, capsys) -> None:
    reference("Wood PB", title="Walking and knees")
    (uploads / "images").mkdir()
    (uploads / "images" / "knee.png").write_bytes(b"a picture")
    call_command("backup", str(tmp_path / "backups"))

    (folder,) = [each for each in (tmp_path / "backups").iterdir() if each.is_dir()]
    assert "Walking and knees" in dumped_titles(folder)
    with tarfile.open(folder / "uploads.tar.gz") as archive:
        assert archive.extractfile("images/knee.png").read() == b"a picture"
    assert (tmp_path / "backups" / "last").exists()
    assert folder.stat().st_mode & 0o077 == 0
    assert str(folder) in capsys.readouterr().out


def dumped_titles(folder: Path) -> str:
    if connection.vendor == "sqlite":
        with sqlite3.connect(folder / "database.sqlite3") as copy:
            return str(copy.execute("SELECT title FROM articles_reference").fetchall())
    restore = ["pg_restore", "--data-only", "--table=articles_reference", "--file=-"]
    dump = str(folder / "database.dump")
    return subprocess.run([*restore, dump], capture_output=True, text=True, check=True).stdout


def test_old_backups_are_deleted_and_nothing_else(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    old, new = ((now - timedelta(days=days)).strftime(create.FOLDER_FORMAT) for days in (20, 3))
    partial = f"{old}.partial"
    for name in (old, partial, new, "mine"):
        (tmp_path / name).mkdir()

    assert create.delete_old_backups(tmp_path, 14) == [tmp_path / old, tmp_path / partial]
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([new, "mine"])


@pytest.mark.django_db
def test_a_failed_backup_leaves_nothing_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(file: Path) -> None:
        file.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(create, "dump_database", fail)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", str(tmp_path / "backups"))

    assert list((tmp_path / "backups").iterdir()) == []
    shutil.rmtree(tmp_path / "backups")
