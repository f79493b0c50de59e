from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from home.login.second_factor import reset_second_factor


class Command(BaseCommand):
    help = "Remove the second factors of a user who has lost them, and end the user's sessions."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        users = get_user_model()._default_manager
        user = users.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user named {username!r}.")
        number = reset_second_factor(user)
        self.stdout.write(
            f"{number} second factors of {username} were removed. "
            "The password is the same as before."
        )
