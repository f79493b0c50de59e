"""Uploads between preview and import are in the database, for one user and one hour."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.library.importing import serialisation, upload_store
from articles.library.importing.plan import plan_import
from articles.library.importing.upload_store import Upload, UploadStore
from articles.models import Reference, ReferenceUpload
from articles.references.authors import Author
from articles.references.formats.record import Record, unreadable_record
from articles.references.source import Source
from home.models import User
from tests.articles.library.importing.records import make_record, ris_file, wrap_source
from tests.factories import editor, reference
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/references/import/"
EXPIRED = "This import is finished or has expired. Choose the file again."


@pytest.fixture
def user() -> User:
    return editor()


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def upload_text(client: Client, text: str) -> str:
    return client.post(UPLOAD, {"text": text}).headers["Location"]


def store_records(user: User, *records: Record) -> str:
    return UploadStore(user).add(Upload("a.ris", plan_import(records)), list(records))


def test_another_machine_continues_an_import(staff, settings, tmp_path: Path):
    settings.VAR_DIR = tmp_path / "first"
    url = upload_text(staff, ris_file("One", "Two"))
    settings.VAR_DIR = tmp_path / "second"
    staff.post(url, {"row": ["2"], "show": ""})
    settings.VAR_DIR = tmp_path / "third"

    staff.post(url, {"import": "1", "row": ["2"]})

    assert list(Reference.objects.values_list("title", flat=True)) == ["Two"]
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("data", [{}, {"import": "1", "row": ["1"]}])
def test_an_expired_import_is_reported(staff, data):
    url = upload_text(staff, ris_file("One"))
    ReferenceUpload.objects.update(expires_at=timezone.now())

    response = staff.post(url, data, follow=True) if data else staff.get(url, follow=True)

    assert EXPIRED in parse_response(response).get_text()
    assert not Reference.objects.exists()


def test_an_import_of_another_user_is_reported_as_expired(staff):
    url = upload_text(staff, ris_file("One"))
    staff.force_login(editor())

    assert EXPIRED in parse_response(staff.get(url, follow=True)).get_text()
    staff.post(url, {"import": "1", "row": ["1"]})
    assert not Reference.objects.exists()


def test_an_upload_of_another_version_counts_as_expired(staff, monkeypatch):
    url = upload_text(staff, ris_file("One"))
    monkeypatch.setattr(serialisation, "VERSION", 99)

    assert EXPIRED in parse_response(staff.get(url, follow=True)).get_text()


def test_using_an_upload_extends_its_life(user):
    token = store_records(user, make_record("One"))
    ReferenceUpload.objects.update(expires_at=timezone.now() + timedelta(minutes=1))

    UploadStore(user).tick(token, {1})

    stored = ReferenceUpload.objects.get()
    assert stored.expires_at > timezone.now() + upload_store.LIFETIME / 2


def test_expired_uploads_of_all_users_are_deleted(user):
    store_records(editor(), make_record("One"))
    ReferenceUpload.objects.update(expires_at=timezone.now())

    store_records(user, make_record("Two"))

    assert ReferenceUpload.objects.get().user == user


def test_a_user_has_a_limited_number_of_uploads(user):
    other = store_records(editor(), make_record("Other"))
    tokens = [store_records(user, make_record(str(n))) for n in range(7)]

    kept = set(ReferenceUpload.objects.values_list("token", flat=True))

    assert kept == {other, *tokens[-upload_store.MAX_UPLOADS_PER_USER :]}


def test_an_import_keeps_only_its_summary(staff):
    url = upload_text(staff, ris_file("One"))

    staff.post(url, {"import": "1", "row": ["1"]})

    stored = ReferenceUpload.objects.get()
    assert (bytes(stored.records), bytes(stored.plan)) == (b"", b"")
    assert stored.summary["created"] == [Reference.objects.get().pk]


def test_records_are_restored_as_they_were(user):
    source = Source(
        title="Étude \U0001f9e0",
        authors=(Author("Häuser", "Winfried", "Jr"), Author(group="WHO")),
        editors=(Author("Ng", "P"),),
        year=2006,
        url="https://example.org",
        accessed=date(2020, 2, 1),
        state="retracted",
    )
    records = [
        wrap_source(source),
        make_record(authors=[Author(group="Wood PBJTJoP")], issn="1526-5901"),
        unreadable_record("?", "It is unreadable.", ["Left out."]),
    ]

    token = store_records(user, *records)

    assert records[1].notes
    assert records[1].diagnoses
    assert UploadStore(user).records(token) == records


def test_a_plan_is_restored_as_it_was(user):
    known = reference("Wood PB", doi="10.1000/1", container="J Pain", volume="7")
    records = [
        make_record("One"),
        make_record("One"),
        make_record(known.title, doi=known.doi, pages="1-9"),
        unreadable_record("?", "It is unreadable."),
    ]
    plan = plan_import(records)
    token = store_records(user, *records)

    entry: Any = UploadStore(user).get(token)

    assert entry.plan.digest == plan.digest
    assert [vars(row) for row in entry.plan.rows] == [vars(row) for row in plan.rows]
    assert entry.plan.rows[2].existing.short_label == known.short_label
