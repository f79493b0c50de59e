"""Answers for what Django refuses without a word."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin


class MethodNotAllowedMiddleware(MiddlewareMixin):
    """Gives an empty answer 405 its page; Django has one for every other refusal."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == 405 and not response.streaming and not response.content:
            response.content = render_to_string("405.html")
        return response
