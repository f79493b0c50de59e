from django.core.management.base import BaseCommand

from home.enquiry.notifications import send_due_notices
from home.enquiry.replay import replay
from home.enquiry.spool import Spool


class Command(BaseCommand):
    help = (
        "Store the enquiries that were kept on disk while the database was away, and send the "
        "notifications that are due. The site does both by itself."
    )

    def handle(self, **options):
        result = replay(Spool.of_this_site())
        self.stdout.write(f"Stored: {result.stored}. Already stored: {result.known}.")
        if result.held:
            self.stdout.write(f"Being processed by the site: {result.held}.")
        if result.expired:
            self.stdout.write(f"Deleted after their retention period: {result.expired}.")
        if result.left:
            self.stdout.write(
                f"Left on disk: {result.left}. They were written with another secret key (add it "
                "to SECRET_KEY_FALLBACKS), their page was deleted, or the log says why."
            )
        self.stdout.write(f"Notifications sent: {send_due_notices().sent}.")
