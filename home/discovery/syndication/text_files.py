"""robots.txt and security.txt."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from articles.utils.dates import add_months
from home.delivery.site_context import get_site_context
from home.delivery.visibility import absolute_url
from home.discovery.syndication.responses import (
    HOUR,
    conditional_get_view,
    get_site_or_404,
    set_public_cache_headers,
    text_response,
)

MAX_AGE = 1 * HOUR
# RFC 9116 recommends less than a year.
MONTHS_VALID = 11


@conditional_get_view
def robots(request: HttpRequest) -> HttpResponse:
    """Allow everything but the admin, or nothing on a trial site (`ALLOW_INDEXING`).

    The search page is not listed. Its own `noindex` works only if programs may fetch it, and an
    address that may not be fetched can still be listed in results.
    """
    get_site_or_404(request)
    lines = ["User-agent: *", "Disallow: /"]
    if settings.ALLOW_INDEXING:
        lines[1] += reverse("wagtailadmin_home").removeprefix("/")
        lines += ["", f"Sitemap: {absolute_url(reverse('sitemap'))}"]
    return text_response("\n".join([*lines, ""]), "text/plain", MAX_AGE)


@conditional_get_view
def security_txt(request: HttpRequest) -> HttpResponse:
    """Serve the contact for security reports (RFC 9116).

    It is always valid for ten months at least, and the same text for a whole month.
    """
    contact = get_security_contact_or_404(request)
    expires = add_months(timezone.now().date().replace(day=1), MONTHS_VALID)
    language = (get_language() or "en").partition("-")[0]
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        f"Preferred-Languages: {language}",
        f"Canonical: {absolute_url(reverse('security_txt'))}",
    ]
    return text_response("\n".join([*lines, ""]), "text/plain", MAX_AGE)


@conditional_get_view
def redirect_to_security_txt(request: HttpRequest) -> HttpResponse:
    """Redirect from the address that was common before the standard."""
    get_security_contact_or_404(request)
    return set_public_cache_headers(HttpResponsePermanentRedirect(reverse("security_txt")), MAX_AGE)


def get_security_contact_or_404(request: HttpRequest) -> str:
    """Return the clinic's contact as a URL."""
    clinic = get_site_context(get_site_or_404(request)).clinic
    contact = clinic.security_contact or clinic.email
    if not contact:
        raise Http404
    return contact if contact.startswith("https://") else f"mailto:{contact}"
