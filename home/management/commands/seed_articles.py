import time

from django.core.management.base import BaseCommand, CommandError

from home.seeding.seeding import NoHomePageError, other_pages, seed

CONFIRM_FROM_PAGES = 100


class Command(BaseCommand):
    help = (
        "Create articles in the category “Benchmark” below the home page, with categories, people "
        "and references in proportion, to measure the site at that size. A second run adds what "
        "is missing."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="The total number of articles.")
        parser.add_argument(
            "--yes", action="store_true", help="Allow a database that has other pages."
        )

    def handle(self, *, number, yes, **options):
        if number < 1:
            raise CommandError("The number of articles must be at least 1.")
        try:
            others = other_pages()
        except NoHomePageError as error:
            raise CommandError(
                "There is no home page to put the articles below. Run load_sample_site first."
            ) from error
        if others >= CONFIRM_FROM_PAGES and not yes:
            raise CommandError(f"This database has {others} other pages. Use --yes to seed it.")
        started = time.monotonic()
        added = seed(number, self.stdout.write)
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{added} articles added in {seconds:.0f} seconds."
            if added
            else "Everything exists already."
        )
