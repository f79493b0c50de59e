"""The deployment checks that an operator runs."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from pytest_django.fixtures import Settings

from config import checks


@pytest.mark.parametrize(("manifest", "ids"), [(None, ["config.E001"]), ("{}", [])])
def test_static_files_must_have_been_collected(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, manifest: str | None, ids: list[str]
) -> None:
    storage = ManifestStaticFilesStorage(location=tmp_path)
    monkeypatch.setattr(storage, "read_manifest", lambda: manifest)
    monkeypatch.setattr(checks, "staticfiles_storage", storage)
    assert [message.id for message in checks.check_static_files_collected()] == ids


def test_uploads_need_a_folder_or_bucket(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "to" / "be" / "made"
    assert checks.check_uploads_writable() == []
    monkeypatch.setattr(checks.os, "access", lambda _path, _mode: False)
    assert [message.id for message in checks.check_uploads_writable()] == ["config.E002"]


@pytest.mark.parametrize(
    ("address", "ids"), [("http://example.org", ["config.W001"]), ("https://example.org", [])]
)
def test_the_sites_address_must_be_the_one_visitors_use(
    settings: Settings, address: str, ids: list[str]
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.WAGTAILADMIN_BASE_URL = address
    assert [message.id for message in checks.check_site_url_scheme()] == ids
