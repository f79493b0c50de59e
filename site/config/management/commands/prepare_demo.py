"""Bring the database and static files of the demo up to date without losing edits."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from home.kit.starter import start_site
from home.models import HomePage

EDITOR_USERNAME = "editor"


class Command(BaseCommand):
    """Runs four commands in one process, because starting Django takes longer than most of them."""

    help = "Migrate, collect static files, and load a kit into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--password-file", type=Path, required=True)
        parser.add_argument("--kit", default="sample", help="sample, starter, or the path of a kit")
        parser.add_argument("--name", default="", help="the name of the clinic of the starter kit")
        parser.add_argument("--skip-static", action="store_true")

    def handle(
        self,
        *args: Any,
        password_file: Path,
        skip_static: bool,
        verbosity: int,
        kit: str = "sample",
        name: str = "",
        **options: Any,
    ) -> None:
        quiet = verbosity - 1
        call_command("migrate", interactive=False, verbosity=quiet)
        # Atomic, because a partly loaded site would look like an existing one.
        with transaction.atomic():
            if not HomePage.objects.exists():
                load(kit, name, quiet)
            password = ensure_editor(password_file)
        # After the commit, so that the password in the file always logs in.
        write_password_file(password, password_file)
        if not skip_static:
            call_command("collectstatic", clear=True, interactive=False, verbosity=quiet)


def load(kit: str, name: str, verbosity: int) -> None:
    if kit == "sample":
        call_command("load_sample_site", verbosity=verbosity)
    elif kit == "starter":
        start_site(name)
    else:
        call_command("load_site", kit, verbosity=verbosity)


def ensure_editor(password_file: Path) -> str:
    """Create a superuser with the password of the file and return that password.

    An existing editor keeps their password, unless the file is missing: then they get a new one.
    """
    has_file = password_file.exists()
    password = password_file.read_text() if has_file else secrets.token_urlsafe(9)
    users = get_user_model().objects
    editor = users.filter(username=EDITOR_USERNAME).first()
    if editor is None:
        users.create_superuser(EDITOR_USERNAME, "editor@example.org", password)
    elif not has_file:
        editor.set_password(password)
        editor.save(update_fields=["password"])
    return password


def write_password_file(password: str, file: Path) -> None:
    """Write a new file that only its owner can read."""
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as writer:
            writer.write(password)
