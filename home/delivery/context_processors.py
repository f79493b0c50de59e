from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.delivery.site_context import get_site_context


def site_context(request) -> dict:
    """Add what a site's pages share, loaded when a template uses it. Drawings need `artwork`."""

    context = SimpleLazyObject(lambda: get_site_context(Site.find_for_request(request)))
    return {
        "site_context": context,
        "clinic": SimpleLazyObject(lambda: context.clinic),
        "artwork": SimpleLazyObject(lambda: context.site_look.artwork),
        "editorial": SimpleLazyObject(lambda: context.editorial),
    }
