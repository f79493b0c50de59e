"""A backup comes back whole, elsewhere or in its place, or nothing changes."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import ArticlePage
from config.backup import databases as backup_databases
from config.backup import manifest as backup_manifest
from config.backup.manifest import describe_file
from home.delivery import content_version
from home.enquiry.received import ReceivedEnquiry
from home.enquiry.spool import Spool
from home.models import HomePage, User
from tests import databases
from tests.config.backup.helpers import files_below, make_backup, public_pages
from tests.factories import article, category, home_page
from tests.home.full_site import create_full_site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def backup(uploads: Path, tmp_path: Path) -> Path:
    """A backup of a small site with one upload."""
    article(category(home_page()), "Sleep")
    (uploads / "images").mkdir()
    (uploads / "images" / "knee.png").write_bytes(b"a picture")
    return make_backup(tmp_path / "backups")


def restore(backup: Path, *options: str) -> None:
    call_command("restore", str(backup), *options)


def change_manifest(backup: Path, **changes: object) -> None:
    file = backup / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def replace_file(backup: Path, name: str, content: bytes) -> None:
    """Replace a file and describe it, as if it had been written like this."""
    (backup / name).write_bytes(content)
    files = json.loads((backup / "manifest.json").read_text())["files"]
    change_manifest(backup, files=files | {name: describe_file(backup / name)})


def open_transaction(name: str) -> Any:
    """Return another connection to the database, which keeps others from replacing it."""
    if connection.vendor == "sqlite":
        file = sqlite3.connect(name, isolation_level=None)
        file.execute("BEGIN IMMEDIATE")
        return file
    other = psycopg.connect(os.environ["TEST_DATABASE_URL"], dbname=name)
    other.execute("SELECT 1 FROM wagtailcore_page")
    return other


def database_file(backup: Path) -> str:
    return backup_databases.DATABASE_FILES[connection.vendor]


def test_a_site_is_the_same_elsewhere(
    uploads: Path, tmp_path: Path, settings: Settings, other_database: str
) -> None:
    create_full_site()
    User.objects.create_user("rosa", password="secret")
    pages = public_pages()  # also makes renditions
    assert len(pages) > 8
    backup = make_backup(tmp_path / "backups")
    files = files_below(uploads)
    assert files
    shutil.rmtree(uploads)
    connection.close()
    settings.MEDIA_ROOT = tmp_path / "elsewhere" / "media"
    databases.connect(other_database)

    restore(backup)

    assert public_pages() == pages
    assert files_below(settings.MEDIA_ROOT) == files
    assert User.objects.get().check_password("secret")
    # The next row gets an id of its own.
    HomePage.objects.get().save_revision()


def test_a_backup_replaces_what_there_is(backup: Path, uploads: Path) -> None:
    pages = public_pages()
    ArticlePage.objects.get().delete()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newer (page integer REFERENCES wagtailcore_page)")
    (uploads / "images" / "knee.png").write_bytes(b"another picture")
    (uploads / "images" / "later.png").write_bytes(b"made later")
    caches["renditions"].set("knee", "of the other picture")

    restore(backup, "--replace")

    assert public_pages() == pages
    assert files_below(uploads) == {"images/knee.png": b"a picture"}
    assert [entry.name for entry in uploads.iterdir()] == ["images"]
    assert caches["renditions"].get("knee") is None
    assert connection.vendor == "sqlite" or "newer" not in connection.introspection.table_names()


def test_processes_that_run_drop_their_pages(backup: Path) -> None:
    """Though the next change has the number that a change after the backup had."""
    content_version.bump()
    version = content_version.refresh()

    restore(backup, "--replace")

    assert content_version.refresh() != version
    content_version.bump()


def test_nothing_is_replaced_unless_it_is_said(backup: Path, uploads: Path) -> None:
    ArticlePage.objects.get().delete()
    (uploads / "images" / "later.png").touch()

    with pytest.raises(CommandError, match=r"This site has 3 pages.* and 2 uploaded files"):
        restore(backup)
    restore(backup, "--replace", "--dry-run")

    assert not ArticlePage.objects.exists()
    assert (uploads / "images" / "later.png").exists()


def test_a_migrated_empty_site_is_empty(
    backup: Path, uploads: Path, other_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(uploads)
    connection.close()
    databases.connect(other_database)
    restore(backup, "--dry-run")
    assert "this site is empty" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE invoices (id integer)")

    with pytest.raises(CommandError, match="1 table of another program"):
        restore(backup)


def test_the_files_of_a_backup_are_hashed_once(
    backup: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hashed: list[str] = []

    def note(file: Path) -> dict[str, Any]:
        hashed.append(file.name)
        return describe_file(file)

    monkeypatch.setattr(backup_manifest, "describe_file", note)

    restore(backup, "--replace")

    assert sorted(hashed) == sorted({database_file(backup), "uploads.tar.gz"})
    assert "with 1 uploaded file." in capsys.readouterr().out


@pytest.mark.parametrize("is_noticed", ["by its hash", "by its database"])
def test_a_damaged_database_changes_nothing(backup: Path, uploads: Path, is_noticed: str) -> None:
    ArticlePage.objects.get().delete()
    (uploads / "images" / "knee.png").unlink()
    name = database_file(backup)
    content = (backup / name).read_bytes()
    damaged = content[: len(content) * 2 // 3] + b"damaged" * 100
    if is_noticed == "by its hash":
        (backup / name).write_bytes(damaged)
    else:
        replace_file(backup, name, damaged)

    with pytest.raises(CommandError, match=r"damaged|whole|PostgreSQL says"):
        restore(backup, "--replace")

    assert HomePage.objects.exists()
    assert not ArticlePage.objects.exists()
    assert list(uploads.iterdir()) == [uploads / "images"]
    assert not files_below(uploads)


def test_damaged_uploads_change_nothing(backup: Path, uploads: Path) -> None:
    ArticlePage.objects.get().delete()
    content = (backup / "uploads.tar.gz").read_bytes()
    replace_file(backup, "uploads.tar.gz", content[: len(content) // 2])

    with pytest.raises(CommandError, match="cannot be unpacked"):
        restore(backup, "--replace")

    assert not ArticlePage.objects.exists()
    assert [entry.name for entry in uploads.iterdir()] == ["images"]


def test_a_database_in_use_is_not_replaced(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_databases, "LOCK_TIMEOUT", 1)
    ArticlePage.objects.get().delete()
    other = open_transaction(connection.settings_dict["NAME"])

    with closing(other), pytest.raises(CommandError, match="is in use"):
        restore(backup, "--replace")

    assert HomePage.objects.exists()
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"engine": "oracle"}, "save_site"),
        (
            {"migrations": ["home.9999_later"], "version": "7.1"},
            r"newer version .*7\.1.*9999_later",
        ),
        ({"format": 2}, "cannot be read here"),
        ({"colour": "red"}, "is damaged"),
        ({"files": {"database.dump": {}, "../../elsewhere": {}}}, r"missing|damaged"),
    ],
)
def test_a_backup_of_something_else_is_refused(
    backup: Path, changes: dict[str, object], message: str
) -> None:
    change_manifest(backup, **changes)

    with pytest.raises(CommandError, match=message):
        restore(backup, "--replace")


def test_the_wrong_folder_is_explained(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=f"the latest is {backup}"):
        restore(backup.parent, "--replace")
    with pytest.raises(CommandError, match="There is no folder"):
        restore(tmp_path / "nothing")
    (backup / "manifest.json").unlink()
    with pytest.raises(CommandError, match=r"no manifest\.json"):
        restore(backup)


def test_enquiries_on_disk_come_back_and_none_is_lost(
    uploads: Path, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    home_page()
    spool = Spool.of_this_site()
    first, second = (
        ReceivedEnquiry(1, key, timezone.now(), is_suspicious=False, fields=())
        for key in ("first", "second")
    )
    spool.write(first).release()
    backup = make_backup(tmp_path / "backups")
    spool.find(first.key).remove()
    spool.write(second).release()

    restore(backup, "--replace")

    assert {each.read() for each in spool.enquiries()} == {first, second}
    assert spool.find(first.key).path.stat().st_mode & 0o077 == 0
    assert "another SECRET_KEY" not in capsys.readouterr().out
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    restore(backup, "--replace")
    assert "another SECRET_KEY" not in capsys.readouterr().out
    settings.SECRET_KEY_FALLBACKS = []
    restore(backup, "--replace")
    assert "another SECRET_KEY" in capsys.readouterr().out


def test_a_backup_without_uploads_leaves_them(backup: Path, uploads: Path) -> None:
    (uploads / "images" / "later.png").touch()

    restore(backup, "--replace", "--database-only")

    assert (uploads / "images" / "later.png").exists()
