import time

from django.core.management.base import BaseCommand, CommandError

from home.seeding.seeding import NoHomePageError, other_pages, seed

CONFIRM_FROM_PAGES = 100


class Command(BaseCommand):
    help = (
        "Fill the category “Benchmark” below the home page up to a number of articles, with "
        "categories, people and references in proportion, to measure how the site does at that "
        "size. Run again, it adds what is missing."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="How many articles there are to be.")
        parser.add_argument(
            "--yes", action="store_true", help="Also into a database that has pages of its own."
        )

    def handle(self, *, number, yes, **options):
        if number < 1:
            raise CommandError("The number of articles is at least 1.")
        try:
            others = other_pages()
        except NoHomePageError as error:
            raise CommandError(
                "There is no home page to put the articles below. Run load_sample_site first."
            ) from error
        if others >= CONFIRM_FROM_PAGES and not yes:
            raise CommandError(
                f"This database has {others} pages of its own. If it may be filled with made-up "
                "articles, say so with --yes."
            )
        started = time.monotonic()
        added = seed(number, self.stdout.write)
        seconds = time.monotonic() - started
        self.stdout.write(
            f"{added} articles added in {seconds:.0f} seconds."
            if added
            else "Everything is already there."
        )
