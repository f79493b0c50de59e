from django.core.management.base import BaseCommand

from home.sample.loader import load_sample_site


class Command(BaseCommand):
    help = "Load the sample clinic from site/sample. Existing pages are not changed."

    def handle(self, **options):
        created = load_sample_site()
        self.stdout.write(
            f"Sample clinic: {len(created)} pages created."
            if created
            else "Sample clinic: everything exists already."
        )
