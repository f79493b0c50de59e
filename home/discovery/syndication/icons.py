"""Icons at the addresses that browsers and programs try when a page names none."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Site

from home.delivery.site_context import get_site_context
from home.discovery.syndication.responses import (
    HOUR,
    conditional_get_view,
    set_public_cache_headers,
)

# A new icon has a new address.
MAX_AGE = HOUR


@conditional_get_view
def redirect_to_icon(request: HttpRequest, name: str) -> HttpResponse:
    """Redirect to an icon of the site that this host belongs to."""
    brand = get_site_context(Site.find_for_request(request)).brand
    return set_public_cache_headers(HttpResponseRedirect(brand.url(name)), MAX_AGE)
