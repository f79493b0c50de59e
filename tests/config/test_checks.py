"""The deployment checks that an operator runs."""

import os
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from pytest_django.fixtures import Settings

from config import checks
from home.models.roles import set_up_roles


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


PRODUCTION_MAIL = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "site@example.org",
    "ADMINS": [("operator@example.org", "operator@example.org")],
}


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        ({}, []),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, ["config.W010"]),
        ({"DEFAULT_FROM_EMAIL": "webmaster@localhost"}, ["config.W011"]),
        ({"ADMINS": []}, ["config.W012"]),
    ],
)
def test_mail_needs_a_server_a_sender_and_operators(
    settings: Settings, changed: dict[str, object], ids: list[str]
) -> None:
    for name, value in (PRODUCTION_MAIL | changed).items():
        setattr(settings, name, value)

    assert [message.id for message in checks.check_mail()] == ids


def test_backups_must_be_configured_made_and_recent(settings: Settings, tmp_path: Path) -> None:
    def ids() -> list[str | None]:
        return [message.id for message in checks.check_backups()]

    settings.BACKUP_STAMP = ""
    assert ids() == ["config.W013"]
    stamp = tmp_path / "last"
    settings.BACKUP_STAMP = str(stamp)
    assert ids() == ["config.W014"]
    stamp.touch()
    assert ids() == []
    old = time.time() - 3 * 86_400
    os.utime(stamp, (old, old))
    assert ids() == ["config.W015"]
    assert "3 days old" in checks.check_backups()[0].msg


def test_production_is_warned_if_a_password_is_enough_to_publish(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert [message.id for message in checks.check_second_factor()] == ["config.W016"]
    settings.SECOND_FACTOR_REQUIRED = True
    assert checks.check_second_factor() == []


def test_enquiries_that_stay_on_disk_are_reported(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path
) -> None:
    settings.ENQUIRY_FOLDER = tmp_path / "to" / "be" / "made"
    assert checks.check_kept_enquiries() == []
    spool = tmp_path / "to" / "be" / "made" / "spool"
    spool.mkdir(parents=True)
    (spool / "new.enquiry").touch()
    assert checks.check_kept_enquiries() == []
    (spool / "old.enquiry").touch()
    os.utime(spool / "old.enquiry", (0, 0))

    (message,) = checks.check_kept_enquiries()
    assert (message.id, message.msg[0]) == ("config.W017", "1")

    monkeypatch.setattr(checks.os, "access", lambda _path, mode: not mode & os.R_OK)
    assert [message.id for message in checks.check_kept_enquiries()] == ["config.E004"]


@pytest.mark.django_db
def test_groups_that_lack_new_permissions_are_named() -> None:
    set_up_roles()
    assert checks.check_roles() == []
    publishers = Group.objects.get(name="Publishers")
    publishers.permissions.remove(*publishers.permissions.filter(codename="send_letter"))

    (message,) = checks.check_roles()

    assert (message.id, "Publishers" in message.msg) == ("config.I002", True)
    assert "set_up_roles" in str(message.hint)
