"""security.txt (RFC 9116): whom to tell of a weakness of the site."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from articles.utils.dates import add_months
from home.delivery.site_context import chrome_for
from home.delivery.visibility import absolute
from home.discovery.syndication.responses import (
    HOURS,
    for_every_cache,
    for_machines,
    site_or_404,
    text_answer,
)
from home.models import ClinicSettings

AGE = 1 * HOURS
# The RFC wants less than a year.
MONTHS_VALID = 11


@for_machines
def security_txt(request: HttpRequest) -> HttpResponse:
    """Always valid for ten months at least, and the same text for a whole month."""
    contact = contact_of(chrome_for(site_or_404(request)).clinic)
    expires = add_months(timezone.now().date().replace(day=1), MONTHS_VALID)
    language = (get_language() or "en").partition("-")[0]
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        f"Preferred-Languages: {language}",
        f"Canonical: {absolute(reverse('security_txt'))}",
    ]
    return text_answer("\n".join([*lines, ""]), "text/plain", AGE)


@for_machines
def old_address(request: HttpRequest) -> HttpResponse:
    """Where the file was looked for before there was a standard."""
    contact_of(chrome_for(site_or_404(request)).clinic)
    return for_every_cache(HttpResponsePermanentRedirect(reverse("security_txt")), AGE)


def contact_of(clinic: ClinicSettings) -> str:
    """The contact as an address; raises `Http404` where the clinic has given none."""
    contact = clinic.security_contact or clinic.email
    if not contact:
        raise Http404
    return contact if contact.startswith("https://") else f"mailto:{contact}"
