"""A new family of claims warns for a month before it stops publishing at existing sites."""

from datetime import timedelta

from django.utils import timezone

DAYS = 30


def warn_first(apps, families) -> None:
    """Record the day from which the families stop publishing, at each site with pages.

    A new site has none yet: there they stop at once.
    """
    Site = apps.get_model("wagtailcore", "Site")
    EditorialSettings = apps.get_model("articles", "EditorialSettings")
    until = (timezone.localdate() + timedelta(days=DAYS)).isoformat()
    for site in Site.objects.filter(root_page__numchild__gt=0):
        settings, _is_new = EditorialSettings.objects.get_or_create(site=site)
        settings.claims_warn_until = {**settings.claims_warn_until, **dict.fromkeys(families, until)}
        settings.save(update_fields=["claims_warn_until"])
