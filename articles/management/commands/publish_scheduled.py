"""Wagtail's command `publish_scheduled`, with the publish gate."""

from wagtail.management.commands import publish_scheduled

from articles.publishing.scheduled import list_due_refusals, publish_due_revisions


class Command(publish_scheduled.Command):
    """Publishes each page in its own transaction, then does the rest of Wagtail's command."""

    def handle(self, *args, **options):
        messages = list_due_refusals() if options["dryrun"] else publish_due_revisions()
        for message in messages:
            self.stderr.write(message)
        super().handle(*args, **options)
