"""Helpers for responses to programs."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page, Site

from home.delivery.visibility import public_page_url

HOUR = 60 * 60
# Maximum age in our cache and in shared caches.
CONTENT_MAX_AGE = 10 * 60

View = Callable[..., HttpResponse]


def conditional_get_view(view: View) -> View:
    """Allow GET and HEAD only, and answer 304 to clients that have the current response.

    The view is CSRF-exempt: the CSRF check would answer a POST before it is refused with 405.
    """
    return csrf_exempt(require_safe(conditional_page(view)))


def get_site_or_404(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def get_public_home_or_404(request: HttpRequest) -> Page:
    """Return the home page of the requested site, if visitors may see it."""
    home = get_site_or_404(request).root_page
    if not public_page_url(home):
        raise Http404
    return home


def text_response(text: str, content_type: str, max_age: int) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    return set_public_cache_headers(response, max_age)


def set_public_cache_headers(response: HttpResponse, max_age: int) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=max_age)
    return response
