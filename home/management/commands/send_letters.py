from django.core.management.base import BaseCommand

from home.subscriptions.joining import send_confirmations
from home.subscriptions.sending import send_letters

# Seconds of a round. Other processes may send at the same time.
DURATION = 30.0


class Command(BaseCommand):
    help = (
        "Send confirmations and go on with letters to readers, as the site does by itself while it "
        "runs. Nothing is sent that no publisher has sent."
    )

    def handle(self, **options):
        confirmations = send_confirmations()
        self.stdout.write(f"Confirmations sent: {confirmations}.")
        self.stdout.write(f"Letters tried: {send_letters(DURATION)}.")
