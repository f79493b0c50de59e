from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from articles.editorial.reminders import build_digests


class Command(BaseCommand):
    help = (
        "Mail reviewers and owners the articles whose review is due within 30 days or overdue, in "
        "one mail each. Each reminder is sent once before the day and once after it, however often "
        "the command runs. Exit status 1 when a mail could not be sent; the next run tries it "
        "again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="list the mails without sending them"
        )

    def handle(self, *, dry_run: bool, **options) -> None:
        failed = 0
        for digest in build_digests():
            number = len(digest.reviews)
            text = ngettext(
                "%(email)s: %(number)d article", "%(email)s: %(number)d articles", number
            )
            self.stdout.write(text % {"email": digest.email, "number": number})
            if dry_run:
                for review in digest.reviews:
                    self.stdout.write(f"  {review.stage.label}: {review.article.title}")
            elif not digest.send():
                failed += 1
        if failed:
            message = ngettext(
                "%d email could not be sent; see the log. The next run tries again.",
                "%d emails could not be sent; see the log. The next run tries again.",
                failed,
            )
            raise CommandError(message % failed)
