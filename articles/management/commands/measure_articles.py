from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from articles.editorial.metrics import update_published_metrics


class Command(BaseCommand):
    help = (
        "Measure all published articles for the reports: their sources, problems and reading "
        "grade. Needed once for articles that were published before there were reports; "
        "publishing an article measures it."
    )

    def handle(self, **options):
        number = update_published_metrics()
        text = ngettext("%d article measured.", "%d articles measured.", number)
        self.stdout.write(text % number)
