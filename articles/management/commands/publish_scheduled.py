"""Wagtail's command, through the gate: `python manage.py publish_scheduled`."""

from wagtail.management.commands import publish_scheduled

from articles.publishing.scheduled import list_due_refusals, publish_due_revisions


class Command(publish_scheduled.Command):
    """Publishes each page for itself, so that none stops another; then does what Wagtail's does."""

    def handle(self, *args, **options):
        told = list_due_refusals() if options["dryrun"] else publish_due_revisions()
        for line in told:
            self.stderr.write(line)
        super().handle(*args, **options)
