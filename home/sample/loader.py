"""Load the sample clinic, the kit in `site/sample`. What exists is not changed."""

from pathlib import Path

from django.conf import settings

from home.kit.load import load_kit

SAMPLE_FOLDER = Path(settings.BASE_DIR) / "site" / "sample"


def load_sample_site() -> list[str]:
    """Create the missing parts of the sample clinic. Return the paths of the new pages."""
    return load_kit(SAMPLE_FOLDER).new_pages
