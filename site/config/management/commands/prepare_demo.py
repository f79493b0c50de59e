"""Brings the demonstration's database and static files up to date; loses nothing anybody edited."""

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from home.models import HomePage

EDITOR = "editor"


class Command(BaseCommand):
    """One command rather than four, since starting Django takes longer than most of them."""

    help = "Migrate, collect static files, and load the sample clinic into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password-file", type=Path, required=True)
        parser.add_argument("--skip-static", action="store_true")

    def handle(
        self, *args: Any, password_file: Path, skip_static: bool, verbosity: int, **options: Any
    ) -> None:
        quiet = verbosity - 1
        call_command("migrate", interactive=False, verbosity=quiet)
        # All or nothing: a load cut short would look like a site that is already there.
        with transaction.atomic():
            if not HomePage.objects.exists():
                call_command("load_sample_site", verbosity=quiet)
            add_editor(password_file.read_text())
        if not skip_static:
            call_command("collectstatic", clear=True, interactive=False, verbosity=quiet)


def add_editor(password: str) -> None:
    """A login that may do everything, unless there is one by that name."""
    users = get_user_model().objects
    if not users.filter(username=EDITOR).exists():
        users.create_superuser(EDITOR, "editor@example.org", password)
