from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.delivery.site_context import SiteContext, get_site_context


def site_context(request) -> dict:
    """`chrome`, `clinic` and `editorial` for every template; read only where they are used."""

    def read() -> SiteContext:
        return get_site_context(Site.find_for_request(request))

    whole = SimpleLazyObject(read)
    return {
        "site_context": whole,
        "clinic": SimpleLazyObject(lambda: whole.clinic),
        "editorial": SimpleLazyObject(lambda: whole.editorial),
    }
