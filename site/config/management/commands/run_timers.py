import signal
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.timers import Timer, run_when_due, timers


class Command(BaseCommand):
    help = (
        "Run scheduled publishing, purges, reminders and the nightly backup until it is stopped."
        " For containers, which have no timers of systemd."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backups", help="the folder of all backups")

    def handle(self, *args: Any, backups: str, **options: Any) -> None:
        stop, asked = threading.Event(), threading.Event()

        def end(number: int, frame: object) -> None:
            asked.set()
            stop.set()

        signal.signal(signal.SIGTERM, end)
        # A thread for each, so that publishing never waits for a backup.
        threads = [
            threading.Thread(target=self.run_timer, args=(timer, stop)) for timer in timers(backups)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if not asked.is_set():
            raise CommandError("A timer failed, so all have stopped.")

    def run_timer(self, timer: Timer, stop: threading.Event) -> None:
        try:
            for failed in run_when_due(timer, stop):
                self.report(f"manage.py {failed}")
        finally:
            stop.set()  # for the others, if this one failed

    def report(self, failed: str) -> None:
        self.stderr.write(f"{failed} failed.")
        try:
            call_command("report_failure", failed, logs="docker compose logs timers")
        except (CommandError, OSError) as error:
            self.stderr.write(f"Nobody was mailed: {error}")
