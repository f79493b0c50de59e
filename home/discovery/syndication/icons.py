"""Icons at the addresses that browsers and programs try when a page names none."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static

from home.discovery.syndication.responses import (
    HOUR,
    conditional_get_view,
    set_public_cache_headers,
)

# A new icon has a new address, so the redirect is not kept for ever.
MAX_AGE = 24 * HOUR


@conditional_get_view
def redirect_to_icon(request: HttpRequest, name: str) -> HttpResponse:
    """Redirect to the file of this name among the site's icons, for every host."""
    return set_public_cache_headers(HttpResponsePermanentRedirect(static(f"icons/{name}")), MAX_AGE)
