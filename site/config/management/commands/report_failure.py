import socket
from typing import Any

from django.conf import settings
from django.core.mail import mail_admins
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Mail the operators that a systemd unit failed. Started by OnFailure of the units."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", help="the name of the unit")

    def handle(self, *args: Any, unit: str, **options: Any) -> None:
        if not settings.ADMINS:
            raise CommandError("No one to mail: set OPERATORS to email addresses.")
        host = socket.gethostname()
        mail_admins(
            f"{unit} failed on {host}",
            f"{unit} failed on {host}. To see why:\n\n    journalctl --unit {unit}\n",
        )
