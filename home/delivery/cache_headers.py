"""What caches may do with a page: ours in front of Django, CDNs and browsers.

A browser asks each time whether its copy is still good; a CDN serves its own for some seconds, and
for longer while the site is away. Both get the page that everybody gets, or none.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin
from wagtail.models import Page

from home.delivery import content_version
from home.delivery.visibility import public_page_url

# Set in a request's environ when the response depends on the whole query string and has links that
# tell its values apart. The page cache keeps responses to queries only with it.
VARIES_ON_QUERY = "haven.query_is_known"

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


class FreshForEditorsMiddleware(MiddlewareMixin):
    """Who is logged in may have changed something a moment ago, maybe through another process:
    their pages show it at once, not only when this process happens to look again."""

    def process_request(self, request: HttpRequest) -> None:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            content_version.mark_stale()


def add_cache_control(serve: Serve) -> Serve:
    """For the hook `on_serve_page`: adds Cache-Control to pages that have none of their own."""

    def inner(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if response.has_header("Cache-Control"):
            return response
        if is_publicly_cacheable(page, request, response):
            request.environ[VARIES_ON_QUERY] = True  # type: ignore[attr-defined]
            set_shared_cache_headers(response)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return inner


def is_publicly_cacheable(page: Page, request: HttpRequest, response: HttpResponse) -> bool:
    """Whether anybody who asks for this address gets this very answer.

    A query string that the page does not read in full makes an address of which there are
    endlessly many; nobody shall keep them all.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or response.status_code != 200:
        return False
    context = getattr(response, "context_data", None) or {}
    if request.GET and not context.get("has_canonical_query"):
        return False
    return bool(public_page_url(page))


def set_shared_cache_headers(response: HttpResponse) -> None:
    patch_cache_control(
        response,
        public=True,
        max_age=0,
        s_maxage=settings.SHARED_CACHE_SECONDS,
        stale_while_revalidate=settings.SHARED_CACHE_SECONDS,
        stale_if_error=settings.STALE_SECONDS,
    )
