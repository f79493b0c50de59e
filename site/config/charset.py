"""In which characters requests are read."""

import codecs

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

ACCEPTED_CODECS = frozenset({"ascii", "utf-8"})


class CharsetMiddleware(MiddlewareMixin):
    """Refuses text that claims to be anything but UTF-8, the only one browsers send.

    Django would read it by any codec of Python, of which UTF-7 makes characters that neither a page
    nor a database can hold.
    """

    def process_request(self, request: HttpRequest) -> None:
        if request.encoding and codecs.lookup(request.encoding).name not in ACCEPTED_CODECS:
            message = "The text of a request has to be UTF-8."
            raise BadRequest(message)
