"""Middleware for requests and responses that Django leaves incomplete."""

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from config.handler import UNREADABLE

GetResponse = Callable[[HttpRequest], HttpResponse]
ACCEPTED_CODECS = frozenset({"ascii", "utf-8"})


def charset_middleware(get_response: GetResponse) -> GetResponse:
    """Refuse requests whose text is not UTF-8, the only encoding that browsers send.

    Django would decode them with any codec of Python. UTF-7, for one, can produce characters that
    neither a page nor a database can hold.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if getattr(request, UNREADABLE, False) or not is_utf_8(request):
            raise BadRequest("The text of a request has to be UTF-8.")
        return get_response(request)

    return middleware


def is_utf_8(request: HttpRequest) -> bool:
    """Return True if the Content-Type names UTF-8, a part of it, or no charset."""
    charset = (request.content_params or {}).get("charset")
    if not charset:
        return True
    try:
        return codecs.lookup(charset).name in ACCEPTED_CODECS
    except LookupError:  # Django reads it as UTF-8
        return False


def method_not_allowed_middleware(get_response: GetResponse) -> GetResponse:
    """Fill empty 405 responses with a page; Django has one for every other client error."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html")
        return response

    return middleware
