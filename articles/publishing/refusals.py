"""Show in the admin why the gate refused, whatever view asked for publication."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.publishing.editor import add_refusal_message
from articles.publishing.errors import PublishingRefusedError


class PublishingRefusalMiddleware:
    """Returns to the editor with a message.

    Approving a workflow step, in the editor or in its dialog, publishes after the draft was saved:
    a refusal undoes the step, the draft stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        is_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if not is_admin or not isinstance(error, PublishingRefusedError):
            return None
        url = add_refusal_message(request, error)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # a dialog waits for this
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)
