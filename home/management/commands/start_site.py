from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from home.kit.start import start_site


class Command(BaseCommand):
    help = (
        "Create the staff's roles, the home page and the workflow for clinical review in an empty"
        " database. Changes nothing that exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the clinic")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        for line in start_site(name) or ["Everything exists already."]:
            self.stdout.write(line)
