"""Django's WSGI handler, for requests with headers that Django cannot read."""

from typing import Any

import django
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

# Set on a request whose Content-Type is not readable: see `charset_middleware`.
UNREADABLE = "has_unreadable_content_type"


def read_request(environ: dict[str, Any]) -> WSGIRequest:
    """Return the request, without its Content-Type if Django cannot read that.

    Django decodes the query while it creates the request, with the charset of the Content-Type,
    which may be any codec of Python. "rot13" is none for text, and raises outside of Django's error
    handling.
    """
    try:
        return WSGIRequest(environ)
    except (LookupError, ValueError, SuspiciousOperation):
        request = WSGIRequest(environ | {"CONTENT_TYPE": ""})
        setattr(request, UNREADABLE, True)
        return request


class SiteHandler(WSGIHandler):
    request_class = staticmethod(read_request)  # type: ignore[assignment]


def get_application() -> SiteHandler:
    """Return the application as `get_wsgi_application` does."""
    django.setup(set_prefix=False)
    return SiteHandler()
