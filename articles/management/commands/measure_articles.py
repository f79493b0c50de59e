from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from articles.editorial.claim_counts import count_all_claims
from articles.editorial.metrics import update_published_metrics


class Command(BaseCommand):
    help = (
        "Measure all published articles for the reports: their sources, problems and reading "
        "grade; and count the claims of all that is published. Publishing does both for what is "
        "published; rules, settings and the year change too, so this runs every night."
    )

    def handle(self, **options):
        number = update_published_metrics()
        text = ngettext("%d article measured.", "%d articles measured.", number)
        self.stdout.write(text % number)
        number = count_all_claims()
        text = ngettext(
            "The claims of %d page or call to action counted.",
            "The claims of %d pages and calls to action counted.",
            number,
        )
        self.stdout.write(text % number)
