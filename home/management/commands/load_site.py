from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from home.kit.errors import KitError
from home.kit.load import load_kit


class Command(BaseCommand):
    help = (
        "Load a site kit, a folder or zip. Nothing is loaded if anything in it is wrong. What "
        "exists is not changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kit", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and change nothing."
        )
        parser.add_argument(
            "--site",
            metavar="HOST",
            help="Load it into the site of this host, which is created if there is none.",
        )
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help='The value of a variable of the kit, such as name="Riverside Clinic".',
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help=(
                "Replace pages, sources, calls to action and settings that differ. The gate "
                "decides whether a replaced page is published."
            ),
        )
        parser.add_argument(
            "--trust",
            action="store_true",
            help="Keep published what the kit has as published, also without a signature.",
        )

    def handle(self, *args: Any, kit: Path, **options: Any) -> None:
        pairs = [each.partition("=") for each in options["set"]]
        if any(not equals for _name, equals, _value in pairs):
            raise CommandError("Write variables as NAME=VALUE.")
        is_dry = options["dry_run"]
        say = self.stdout.write if options["verbosity"] > 0 else lambda line: None
        try:
            report = load_kit(
                kit,
                variables={name: value for name, _equals, value in pairs},
                host=options["site"],
                dry_run=is_dry,
                trust=options["trust"],
                replace=options["replace"],
                say=say,
            )
        except KitError as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        self.stdout.write("Nothing was changed: this was a dry run." if is_dry else "Loaded.")
