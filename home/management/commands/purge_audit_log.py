from django.core.management.base import BaseCommand

from home.audit.retention import purge_audit_log
from home.login.limits import purge_expired_counts


class Command(BaseCommand):
    help = "Delete old entries of the audit log, and counts of login attempts that are over."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only count the entries.")

    def handle(self, *, dry_run, **options):
        number = purge_audit_log(dry_run=dry_run)
        if not dry_run:
            purge_expired_counts()
        done = "would be deleted" if dry_run else "deleted"
        self.stdout.write(f"{number} entries of the audit log {done}.")
