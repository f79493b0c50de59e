from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from home.delivery.site_context import Chrome, chrome_for


def chrome(request) -> dict:
    """`chrome`, `clinic` and `editorial` for every template; read only where they are used."""

    def read() -> Chrome:
        return chrome_for(Site.find_for_request(request))

    whole = SimpleLazyObject(read)
    return {
        "chrome": whole,
        "clinic": SimpleLazyObject(lambda: whole.clinic),
        "editorial": SimpleLazyObject(lambda: whole.editorial),
    }
