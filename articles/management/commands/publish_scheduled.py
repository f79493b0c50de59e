"""Wagtail's command, through the gate: `python manage.py publish_scheduled`."""

from wagtail.management.commands import publish_scheduled

from articles.publishing.scheduled import publish_due, refused_when_due


class Command(publish_scheduled.Command):
    """Publishes each page for itself, so that none stops another; then does what Wagtail's does."""

    def handle(self, *args, **options):
        told = refused_when_due() if options["dryrun"] else publish_due()
        for line in told:
            self.stderr.write(line)
        super().handle(*args, **options)
