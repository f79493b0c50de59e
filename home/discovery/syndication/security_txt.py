"""security.txt (RFC 9116): whom to tell of a weakness of the site."""

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
from home.models import ClinicSettings

MAX_AGE = 1 * HOUR
# The RFC wants less than a year.
MONTHS_VALID = 11


@conditional_get_view
def security_txt(request: HttpRequest) -> HttpResponse:
    """Always valid for ten months at least, and the same text for a whole month."""
    contact = get_contact_url_or_404(get_site_context(get_site_or_404(request)).clinic)
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
def redirect_old_address(request: HttpRequest) -> HttpResponse:
    """Where the file was looked for before there was a standard."""
    get_contact_url_or_404(get_site_context(get_site_or_404(request)).clinic)
    return set_public_cache_headers(HttpResponsePermanentRedirect(reverse("security_txt")), MAX_AGE)


def get_contact_url_or_404(clinic: ClinicSettings) -> str:
    """The contact as an address; raises `Http404` where the clinic has given none."""
    contact = clinic.security_contact or clinic.email
    if not contact:
        raise Http404
    return contact if contact.startswith("https://") else f"mailto:{contact}"
