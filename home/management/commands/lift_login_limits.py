from django.core.management.base import BaseCommand

from home.audit.log import record
from home.audit.models import Event
from home.login.limits import lift_limits, lift_limits_of


class Command(BaseCommand):
    help = "Let people log in again at once who have made too many attempts."

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="?", help="Only attempts on this account.")

    def handle(self, *, username, **options):
        number = lift_limits_of(username) if username else lift_limits()
        record(Event.LIMITS_LIFTED, target=username or "")
        self.stdout.write(f"{number} counts of attempts deleted.")
