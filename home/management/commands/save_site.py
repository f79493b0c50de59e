from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.kit.errors import KitError
from home.kit.save import save_kit


class Command(BaseCommand):
    help = (
        "Save a site as a kit, to a new folder, or to a zip if the name ends in .zip. A kit has "
        "drafts, and the names and addresses of staff, but no passwords and no enquiries."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kit", type=Path)
        parser.add_argument(
            "--site", metavar="HOST", help="The host of the site, if it is not the default site."
        )

    def handle(self, *args: Any, kit: Path, **options: Any) -> None:
        say = self.stdout.write if options["verbosity"] > 0 else lambda line: None
        try:
            report = save_kit(kit, host=options["site"], say=say)
        except KitError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
