"""Error views."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

# Seconds. A short outage is usually over by then.
RETRY_AFTER = "5"


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 503 if the database is away, 500 for any other unhandled exception."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return service_unavailable()
    return HttpResponseServerError(render_to_string("500.html"))


def service_unavailable() -> HttpResponse:
    """Return the 503 page, which needs no database."""
    headers = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
