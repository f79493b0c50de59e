from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from home.first_steps.invitations import build_password_link, get_link_days
from home.kit.errors import KitError
from home.kit.starter import first_administrator, start_site


class Command(BaseCommand):
    help = (
        "Start a site: the pages of site/starter in an empty database, the staff's roles, and the"
        " workflows for clinical review and for the library. Changes nothing that exists."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the name of the clinic")
        parser.add_argument(
            "--admin-email",
            metavar="ADDRESS",
            help="create the first administrator, and print a link to choose a password",
        )

    def handle(self, *args: Any, name: str, admin_email: str | None, **options: Any) -> None:
        if not name.strip():
            raise CommandError("Give the name of the clinic.")
        if admin_email:
            try:
                validate_email(admin_email)
            except ValidationError as error:
                raise CommandError(f"{admin_email} is not an email address.") from error
        try:
            done = start_site(name.strip())
        except KitError as error:
            raise CommandError(str(error)) from error
        for line in done or ["Everything exists already."]:
            self.stdout.write(line)
        if admin_email:
            self.create_administrator(admin_email)

    def create_administrator(self, email: str) -> None:
        user, is_new = first_administrator(email)
        if user.last_login:
            self.stdout.write(f"The user {user.username} exists and has logged in before.")
            return
        state = "created" if is_new else "exists, and has not logged in yet"
        self.stdout.write(
            f"Administrator {user.username} {state}. Choose a password within"
            f" {get_link_days()} days:"
        )
        self.stdout.write(build_password_link(user))
