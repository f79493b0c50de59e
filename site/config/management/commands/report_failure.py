import socket
from typing import Any

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Mail the operators that something failed. Started by OnFailure of the systemd units."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", help="the name of the unit")
        parser.add_argument("--logs", help="the command that shows why (default: journalctl)")

    def handle(self, *args: Any, unit: str, logs: str | None, **options: Any) -> None:
        if not settings.ADMINS:
            raise CommandError("No one to mail: set OPERATORS to email addresses.")
        host = socket.gethostname()
        mail_admins(
            f"{unit} failed on {host}",
            f"{unit} failed on {host}. To see why:\n\n    {logs or f'journalctl --unit {unit}'}\n",
        )
