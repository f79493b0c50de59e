from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.backup.create import delete_old_backups, make_backup
from config.backup.manifest import BackupError


class Command(BaseCommand):
    help = "Back up the database and the uploads into a new folder, and delete old backups."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="the folder of all backups")
        parser.add_argument(
            "--days", type=int, default=14, help="how long backups are kept (default: 14)"
        )

    def handle(self, *args: Any, target: Path, days: int, **options: Any) -> None:
        if days < 1:
            raise CommandError("Backups are kept for at least one day.")
        try:
            folder = make_backup(target)
        except (OSError, BackupError) as error:
            raise CommandError(f"The backup failed: {error}") from error
        self.stdout.write(f"Backup written to {folder}.")
        for old in delete_old_backups(target, days):
            self.stdout.write(f"Deleted {old}.")
