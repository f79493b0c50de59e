"""Scheduled work in containers, which have no systemd: the same commands at the same times.

Each timer keeps the moment of its last run in a file, so that work that was due while nothing ran
is done at the next start, once.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

# Seconds between two looks at the clock.
PRECISION = 15

Command = tuple[str, ...]


@dataclass(frozen=True)
class Timer:
    """Commands of `manage.py` that run one after another, at a time of the day or more often."""

    name: str
    commands: tuple[Command, ...]
    at: time | None = None
    every: timedelta | None = None

    def latest(self, now: datetime) -> datetime:
        """Return the latest moment, not after `now`, at which it should have run."""
        if self.every:
            seconds = int(self.every.total_seconds())
            return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
        local = timezone.localtime(now)
        days = (local.date() - timedelta(days=number) for number in range(2))
        moments = (
            datetime.combine(day, self.at or time(), timezone.get_current_timezone())
            for day in days
        )
        return next(moment for moment in moments if moment <= now)

    def stamp(self) -> Path:
        """Return the file whose date is that of the last run. A new one counts as run now."""
        file = Path(settings.VAR_DIR) / "timers" / self.name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        return file

    def is_due(self, now: datetime) -> bool:
        """Return True if it has not run since it should have. A new one waits for its time."""
        return datetime.fromtimestamp(self.stamp().stat().st_mtime, UTC) < self.latest(now)

    def run(self) -> Iterator[str]:
        """Run all commands, and yield those that failed."""
        self.stamp().touch()
        for command in self.commands:
            run = subprocess.run([sys.executable, "manage.py", *command], check=False)  # noqa: S603
            if run.returncode:
                yield " ".join(command)


def timers(backups: str) -> list[Timer]:
    """Return all timers. `backups` is the folder for backups."""
    return [
        Timer("publish", (("publish_scheduled",),), every=timedelta(minutes=5)),
        Timer("backup", (("backup", backups),), at=time(2, 40)),
        Timer("purge", tuple(purges()), at=time(3, 20)),
        Timer("reminders", (("measure_articles",), ("send_review_reminders",)), at=time(7, 10)),
    ]


def purges() -> Iterator[Command]:
    yield ("purge_enquiries",)
    yield ("purge_subscriptions",)
    yield ("purge_feedback",)
    yield ("searchpromotions_garbage_collect",)
    yield ("purge_audit_log",)
    yield ("clearsessions",)
    if settings.BACKGROUND_WORKER:
        yield (
            "prune_db_task_results",
            *("--min-age-days", "1"),
            *("--failed-min-age-days", "14"),
        )


def run_when_due(timer: Timer, stop: threading.Event) -> Iterator[str]:
    """Run a timer whenever it is due until `stop` is set. Yield the commands that failed."""
    while not stop.is_set():
        if timer.is_due(timezone.now()):
            yield from timer.run()
        stop.wait(PRECISION)
