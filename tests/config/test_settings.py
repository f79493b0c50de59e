"""Settings from the environment: databases, mail, and invalid values."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from environment import SITE_VARIABLES

from config import env
from config.databases import database_settings, sqlite_url
from config.email import email_settings

ROOT = Path(__file__).resolve().parents[2]
SQLITE_FILE = Path("/srv/a folder/50%?#.sqlite3")

REQUIRED_VARIABLES = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "www.example.org,example.org",
    "DATABASE_URL": "sqlite://:memory:",
}


@pytest.fixture(autouse=True)
def _clear_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "_problems", [])


def start_production(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if name not in SITE_VARIABLES}
    environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", **variables}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def production_settings(*names: str, **variables: str) -> list[str]:
    values = ", ".join(f"settings.{name}" for name in names)
    script = f"from django.conf import settings; print({values})"
    run = start_production("-c", script, **REQUIRED_VARIABLES, **variables)
    assert run.returncode == 0, run.stderr
    return run.stdout.split()


@pytest.mark.parametrize("command", [("manage.py", "check"), ("-c", "import config.wsgi")])
def test_production_names_everything_that_is_missing_at_once(command: tuple[str, ...]) -> None:
    run = start_production(*command, HTTPS="perhaps")
    assert run.returncode == 1
    assert run.stdout == ""
    heading, *lines = run.stderr.splitlines()
    assert heading == "The site cannot start:"
    named = [line.split()[1] for line in lines]
    assert named == ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "HTTPS"]


@pytest.mark.parametrize("missing", REQUIRED_VARIABLES)
def test_production_refuses_to_start_without(missing: str) -> None:
    given = {name: value for name, value in REQUIRED_VARIABLES.items() if name != missing}
    run = start_production("manage.py", "check", **given)
    assert run.returncode == 1
    _heading, line = run.stderr.splitlines()
    assert f"- {missing} is not set" in line


def test_production_starts_with_the_required_variables(tmp_path: Path) -> None:
    names = ("WAGTAILADMIN_BASE_URL", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE")
    values = production_settings(*names, VAR_DIR=str(tmp_path))
    assert values == ["https://www.example.org", "True", "True"]


def test_plain_http_claims_no_safety(tmp_path: Path) -> None:
    names = ("SECURE_SSL_REDIRECT", "CSRF_COOKIE_SECURE", "SECURE_PROXY_SSL_HEADER")
    values = production_settings(*names, VAR_DIR=str(tmp_path), HTTPS="0")
    assert values == ["False", "False", "None"]


def test_a_site_on_several_machines(tmp_path: Path) -> None:
    names = ("STORAGES['default']['BACKEND']", "SERVE_MEDIA", "TASKS['default']['BACKEND']")
    several = {"MEDIA_BUCKET": "clinic", "BACKGROUND_WORKER": "1"}
    values = production_settings(*names, VAR_DIR=str(tmp_path), **several)
    assert values == [
        "config.s3_storage.MediaStorage",
        "True",
        "config.task_backends.WorkerBackend",
    ]


def test_packages_a_variable_requires_must_be_installed() -> None:
    env.require_packages("MEDIA_BUCKET", "no_such_package")
    with pytest.raises(SystemExit, match=r"MEDIA_BUCKET needs .* requirements-several.txt"):
        env.refuse_if_incomplete()


def test_sqlite_transactions_begin_with_the_write_lock() -> None:
    settings = database_settings("", SQLITE_FILE)
    assert settings["NAME"] == str(SQLITE_FILE)
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert sqlite_url(SQLITE_FILE).count("?") == 0


def test_postgresql_gets_a_pool() -> None:
    settings = database_settings(
        "postgres://haven:p%40ss@db.example.org:5433/clinic?sslmode=require", SQLITE_FILE
    )
    assert (settings["HOST"], settings["PORT"]) == ("db.example.org", 5433)
    assert (settings["NAME"], settings["PASSWORD"]) == ("clinic", "p@ss")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["pool"]
    assert settings["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://user:hunter2@host/db", "postgres://u:hunter2@host:port/db"]
)
def test_an_unusable_database_url_is_refused_without_password(url: str) -> None:
    database_settings(url, SQLITE_FILE)
    with pytest.raises(SystemExit, match="DATABASE_URL") as refusal:
        env.refuse_if_incomplete()
    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://me%40example.org:p%2Fw@mail.example.org", ("mail.example.org", 587, True, False)),
        ("smtps://mail.example.org", ("mail.example.org", 465, False, True)),
        ("smtp+plain://localhost:2525", ("localhost", 2525, False, False)),
    ],
)
def test_mail_url(url: str, expected: tuple[str, int, bool, bool]) -> None:
    settings = email_settings(url)
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert tuple(settings[name] for name in names) == expected


def test_mail_credentials_may_contain_any_character() -> None:
    settings = email_settings("smtp://me%40example.org:p%2Fw@mail.example.org")
    assert settings["EMAIL_HOST_USER"] == "me@example.org"
    assert settings["EMAIL_HOST_PASSWORD"] == "p/w"


@pytest.mark.parametrize("url", ["nonsense", "smtp://", "http://mail", "smtp://mail:port"])
def test_an_unusable_mail_url_is_refused(url: str) -> None:
    email_settings(url)
    with pytest.raises(SystemExit, match="EMAIL_URL"):
        env.refuse_if_incomplete()


def test_the_readme_lists_the_variables_the_settings_read() -> None:
    call = re.compile(r'\benv\.(?:text|required|flag|number|words|choice)\(\s*"([A-Z_]+)"')
    sources = (ROOT / "site" / "config").rglob("*.py")
    read = {name for source in sources for name in call.findall(source.read_text())}
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert listed == read
    assert set(SITE_VARIABLES) == read | {"DJANGO_SETTINGS_MODULE"}
