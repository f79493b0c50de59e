from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.delivery.site_context import get_site_context


def site_context(request) -> dict:
    """Add `site_context`, `clinic` and `editorial`, loaded when a template uses them."""

    context = SimpleLazyObject(lambda: get_site_context(Site.find_for_request(request)))
    return {
        "site_context": context,
        "clinic": SimpleLazyObject(lambda: context.clinic),
        "editorial": SimpleLazyObject(lambda: context.editorial),
    }
