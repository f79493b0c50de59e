from django.core.management.base import BaseCommand

from home.feedback.retention import purge_words


class Command(BaseCommand):
    help = "Delete readers' words about articles after the days set for their site."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only count them.")

    def handle(self, *, dry_run, **options):
        number = purge_words(dry_run=dry_run)
        self.stdout.write(
            f"Readers' words {'would be deleted' if dry_run else 'deleted'}: {number}."
        )
