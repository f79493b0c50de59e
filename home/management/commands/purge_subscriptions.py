from django.core.management.base import BaseCommand

from home.subscriptions.retention import purge_subscriptions


class Command(BaseCommand):
    help = "Delete addresses that were never confirmed, and who got letters sent long ago."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only count them.")

    def handle(self, *, dry_run, **options):
        purged = purge_subscriptions(dry_run=dry_run)
        done = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"Unconfirmed addresses {done}: {purged.requests}.")
        self.stdout.write(f"Rows of recipients {done}: {purged.deliveries}.")
