"""Scheduled work in containers: due once, and the same as that of systemd's timers."""

import os
import re
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import get_commands
from pytest_django.fixtures import Settings

from config import timers
from config.management.commands.run_timers import Command

DEPLOY = Path(__file__).resolve().parents[2] / "site" / "deploy"


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> timers.Timer:
    settings.VAR_DIR, settings.TIME_ZONE = tmp_path, "Europe/London"
    return next(timer for timer in timers.timers("/backups") if timer.name == "backup")


def ran(timer: timers.Timer, at: datetime) -> None:
    os.utime(timer.stamp(), (at.timestamp(), at.timestamp()))


def test_a_nightly_timer_runs_once_at_local_time(backup: timers.Timer) -> None:
    ran(backup, datetime(2026, 6, 1, 1, 41, tzinfo=UTC))
    assert not backup.is_due(datetime(2026, 6, 2, 1, 39, tzinfo=UTC))
    assert backup.is_due(datetime(2026, 6, 2, 1, 41, tzinfo=UTC))
    ran(backup, datetime(2026, 6, 2, 1, 41, tzinfo=UTC))
    assert not backup.is_due(datetime(2026, 6, 2, 23, 0, tzinfo=UTC))


def test_a_missed_run_is_made_up_for_once(backup: timers.Timer) -> None:
    ran(backup, datetime(2026, 6, 1, 1, 41, tzinfo=UTC))
    assert backup.is_due(datetime(2026, 6, 5, 12, 0, tzinfo=UTC))


def test_a_new_timer_waits_for_its_time(backup: timers.Timer) -> None:
    assert not backup.is_due(datetime.now(UTC))


def test_scheduled_publishing_runs_every_five_minutes(backup: timers.Timer) -> None:
    publish = timers.timers("")[0]
    ran(publish, datetime(2026, 6, 1, 12, 4, tzinfo=UTC))
    assert not publish.is_due(datetime(2026, 6, 1, 12, 4, 59, tzinfo=UTC))
    assert publish.is_due(datetime(2026, 6, 1, 12, 5, 1, tzinfo=UTC))


def test_operators_hear_of_a_failure_and_the_rest_is_done(
    settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    settings.ADMINS = [("operator@example.org", "operator@example.org")]
    timer = timers.Timer("purge", (("no_such_command",), ("help",)))

    failed = list(timer.run())
    for command in failed:
        Command().report(f"manage.py {command}")

    assert failed == ["no_such_command"]
    assert "docker compose logs timers" in mail.outbox[0].body
    assert timer.stamp().exists()


def test_a_timer_that_breaks_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the container ends and is started again."""
    stop = threading.Event()

    with pytest.raises(AttributeError):
        Command().run_timer(None, stop)  # type: ignore[arg-type]

    assert stop.is_set()


def test_the_same_work_is_done_as_by_systemd(settings: Settings) -> None:
    settings.BACKGROUND_WORKER = True
    by_systemd = set()
    for file in [*DEPLOY.glob("*.timer"), DEPLOY / "haven-worker-prune.timer"]:
        service = file.with_suffix(".service").read_text()
        by_systemd |= set(re.findall(r"^ExecStart=.*manage\.py (.*)$", service, re.MULTILINE))
    backups = "/var/lib/haven-backup"
    here = {" ".join(command) for timer in timers.timers(backups) for command in timer.commands}

    assert here == by_systemd
    assert {command.split()[0] for command in here} - {"prune_db_task_results"} <= set(
        get_commands()
    )


def test_the_times_are_those_of_systemd() -> None:
    for timer in timers.timers(""):
        text = (DEPLOY / f"haven-{timer.name}.timer").read_text()
        moment = f"{timer.at:%H:%M}" if timer.at else "*:0/5"
        assert f"OnCalendar={'*-*-* ' if timer.at else ''}{moment}\n" in text
