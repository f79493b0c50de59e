"""Error views."""

import sys
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from home.brand.svg.rendering import NotDrawnError
from home.crisis.danger_words import has_danger_word
from home.crisis.help import build_crisis_note
from home.enquiry.last_known import Contact, get_contact
from home.models import ClinicSettings

# Seconds. A short outage is usually over by then.
RETRY_AFTER = "5"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, "403_csrf.html")


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 503 if the database is away or a picture cannot be drawn just now, else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError | NotDrawnError):
        return service_unavailable(request)
    return error_page(request, 500)


def error_page(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    """Return a page that needs no database, unlike those with the context of a request."""
    page = render_to_string(template or f"{status}.html", last_known_context(request))
    return HttpResponse(page, status=status)


def service_unavailable(request: HttpRequest) -> HttpResponse:
    """Return the 503 page, which needs no database."""
    page = render_to_string("503.html", last_known_context(request))
    headers = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def last_known_context(request: HttpRequest) -> dict[str, Any]:
    """Return what error pages know of the site: the last known contact, with its look.

    A search for a word of danger that fails shows the emergency note all the same.
    """
    try:
        contact = get_contact(request)
    except DisallowedHost:
        contact = Contact()
    typed = request.GET.getlist("q")
    in_danger = any(has_danger_word(text, contact.danger_words) for text in typed)
    note = contact.crisis_note or build_crisis_note(ClinicSettings())
    return {"clinic": contact, "crisis_note": mark_safe(note) if in_danger else ""}
