from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from config.backup.manifest import BackupError, Manifest
from config.backup.restore import (
    Restored,
    check_backup,
    contents_of_this_site,
    restore_backup,
)


class Command(BaseCommand):
    help = (
        "Put a backup of `manage.py backup` back: the database and the uploads together. Refuses to"
        " replace anything unless --replace says so. A restore that fails changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("backup", type=Path, help="the folder of one backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="replace the database and the uploads of this site",
        )
        parser.add_argument(
            "--database-only",
            action="store_true",
            help="leave the uploads as they are, for example in a bucket",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="check the backup and say what would be replaced",
        )

    def handle(
        self,
        *args: Any,
        backup: Path,
        replace: bool,
        database_only: bool,
        dry_run: bool,
        **options: Any,
    ) -> None:
        backup = backup.absolute()
        try:
            manifest = check_backup(backup, database_only=database_only)
            self.describe(manifest)
            contents = " and ".join(contents_of_this_site())
            if dry_run:
                self.stdout.write(f"It would replace {contents or 'nothing: this site is empty'}.")
                return
            if contents and not replace:
                raise CommandError(
                    f"This site has {contents}. Nothing was changed. To replace them by the backup,"
                    " add --replace (and make a backup of them first)."
                )
            restored = restore_backup(backup, manifest, database_only=database_only)
            self.report(restored, database_only)
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        except OSError as error:
            raise CommandError(f"The restore failed: {error}") from error

    def describe(self, manifest: Manifest) -> None:
        uploads = (
            "without uploads, which are in a bucket"
            if manifest.uploads is None
            else f"with {manifest.uploads} uploaded {'file' if manifest.uploads == 1 else 'files'}"
        )
        self.stdout.write(
            f"The backup is of {manifest.made_at}, of version {manifest.version}, {uploads}."
        )

    def report(self, restored: Restored, database_only: bool) -> None:
        what = "database is as it was" if database_only else "database and uploads are as they were"
        self.stdout.write(f"The {what} then.")
        if restored.enquiries:
            number = restored.enquiries
            found = "1 enquiry was" if number == 1 else f"{number} enquiries were"
            self.stdout.write(
                f"{found} on disk, encrypted. The site stores each of them once, when it starts."
            )
        if not restored.manifest.has_key_of_this_site():
            self.stdout.write(
                self.style.WARNING(
                    "This site has another SECRET_KEY than the site of the backup. Everybody has to"
                    " log in again, and enquiries on disk can be read only once the old key is in"
                    " SECRET_KEY_FALLBACKS."
                )
            )
        if not restored.is_current:
            self.stdout.write(
                self.style.WARNING(
                    "The backup is of an earlier version. Before you start the site, run `manage.py"
                    " migrate` and `manage.py update_index`."
                )
            )
        self.stdout.write("Personal data that was erased since then is back: erase it again.")
