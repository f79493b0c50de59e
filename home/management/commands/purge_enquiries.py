from django.core.management.base import BaseCommand

from home.enquiry.retention import purge_expired


class Command(BaseCommand):
    help = "Delete enquiries after the retention period of their page."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only count them.")

    def handle(self, *, dry_run, **options):
        done = "would be deleted" if dry_run else "deleted"
        for page, number in purge_expired(dry_run=dry_run):
            self.stdout.write(
                f"{page.title}: {number} older than {page.retention_days} days {done}."
            )
