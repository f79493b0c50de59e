"""robots.txt: where programs that collect pages may go."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from home.delivery.visibility import absolute_url
from home.discovery.syndication.responses import (
    HOUR,
    conditional_get_view,
    get_site_or_404,
    text_response,
)

MAX_AGE = 1 * HOUR


@conditional_get_view
def robots(request: HttpRequest) -> HttpResponse:
    """Everything but the admin; nothing on a site that is only a trial (`ALLOW_INDEXING`).

    The search page is not named: it says `noindex` itself, which only those can read who may
    fetch it, and an address that may not be fetched can still be listed.
    """
    get_site_or_404(request)
    lines = ["User-agent: *", "Disallow: /"]
    if settings.ALLOW_INDEXING:
        lines[1] += reverse("wagtailadmin_home").removeprefix("/")
        lines += ["", f"Sitemap: {absolute_url(reverse('sitemap'))}"]
    return text_response("\n".join([*lines, ""]), "text/plain", MAX_AGE)
