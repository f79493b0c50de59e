"""Answers for what Django refuses without a word, and for what went wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin

# Seconds; what went away for a moment is usually back by then.
RETRY_AFTER = "5"


class MethodNotAllowedMiddleware(MiddlewareMixin):
    """Gives an empty answer 405 its page; Django has one for every other refusal."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html")
        return response


def server_error(request: HttpRequest) -> HttpResponse:
    """For what nobody caught: the fault is ours, or the database is away for the moment."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return service_unavailable()
    return HttpResponseServerError(render_to_string("500.html"))


def service_unavailable() -> HttpResponse:
    """Come back soon; needs no database."""
    headers = {"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
