"""What the answers to programs have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, Site

from home.delivery.visibility import public_page_url

MINUTE = 60
HOUR = 60 * MINUTE
# How long what was changed may still be answered as it was, here and by caches in between.
CONTENT_MAX_AGE = 10 * MINUTE

View = Callable[..., HttpResponse]


def conditional_get_view(view: View) -> View:
    """GET and HEAD only, and 304 to whoever has the same answer already.

    Exempt from the check of forms, which would answer a POST before the view can refuse it.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return csrf_exempt(require_safe(conditional_page(answer)))


def get_site_or_404(request: HttpRequest) -> Site:
    """The site asked for; a database without one has nothing to tell."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def get_public_home_or_404(request: HttpRequest) -> Page:
    """The home page of the site asked for, if visitors may see it."""
    home = get_site_or_404(request).root_page
    if not public_page_url(home):
        raise Http404
    return home


def text_response(text: str, content_type: str, max_age: int) -> HttpResponse:
    """A text in UTF-8 that any cache may keep for `max_age` seconds."""
    return set_public_cache_headers(
        HttpResponse(text, content_type=f"{content_type}; charset=utf-8"), max_age
    )


def set_public_cache_headers(response: HttpResponse, max_age: int) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=max_age)
    return response
