"""Other formats of a page at their own URLs, with the protection of the page."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

ServeCallable = Callable[[Any, HttpRequest, list, dict[str, str]], HttpResponse]


def serve_page_format(
    request: HttpRequest,
    path: str,
    model: type[Page],
    serve: ServeCallable,
    kwargs: dict[str, str] | None = None,
) -> HttpResponse:
    """Return `serve(page, request, [], kwargs)` for the page of this type at `path`.

    Raise `Http404` if there is no such page. The same hooks run as for the page itself, so
    passwords and logins protect this format too.
    """
    found = Page.route_for_request(request, path)
    if found is None or not isinstance(found.page, model):
        raise Http404
    for protect in reversed(hooks.get_hooks("on_serve_page")):
        serve = protect(serve)
    return serve(found.page, request, [], kwargs or {})
