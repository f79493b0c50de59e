"""Cache-Control headers of pages, for our page cache, CDNs and browsers.

A browser revalidates its copy on every visit. A CDN serves its copy for `SHARED_CACHE_SECONDS`, for
less before a place opens or closes, and for longer while the site is away. Only pages that are the
same for everyone are shared.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from wagtail.models import Page

from home.delivery import content_version
from home.delivery.visibility import public_page_url

# Set in a request's environ when the response depends on the whole query string and has links that
# tell its values apart. The page cache stores responses to queries only with it.
VARIES_ON_QUERY = "haven.query_is_known"

# Set in a request's environ: the moment from which words of the response are not true any more, as
# a timestamp. The page cache drops those words if it has to send the response later than that.
TRUE_UNTIL = "haven.true_until"

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]
GetResponse = Callable[[HttpRequest], HttpResponse]


def fresh_for_editors_middleware(get_response: GetResponse) -> GetResponse:
    """Show users with a session every change at once, also those made in another process."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            content_version.mark_stale()
        return get_response(request)

    return middleware


def add_cache_control(serve: Serve) -> Serve:
    """Add Cache-Control to pages that have none of their own (a hook `on_serve_page`)."""

    def inner(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if response.has_header("Cache-Control"):
            return response
        if is_publicly_cacheable(page, request, response):
            request.environ[VARIES_ON_QUERY] = True  # type: ignore[attr-defined]
            request.environ[TRUE_UNTIL] = content_version.words_true_until()  # type: ignore[attr-defined]
            set_shared_cache_headers(response)
        else:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return inner


def is_publicly_cacheable(page: Page, request: HttpRequest, response: HttpResponse) -> bool:
    """Return True if every visitor gets this response at this address.

    A query string that the page does not read in full could be varied endlessly, so it is refused.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES or response.status_code != 200:
        return False
    context = getattr(response, "context_data", None) or {}
    if request.GET and not context.get("has_canonical_query"):
        return False
    return bool(public_page_url(page))


def set_shared_cache_headers(response: HttpResponse) -> None:
    """Allow shared caches to keep the page, but not beyond the next opening or closing of a place.

    A CDN may call a page stale for as long as fresh while it fetches it again.
    """
    seconds = content_version.shared_cache_seconds()
    patch_cache_control(
        response,
        public=True,
        max_age=0,
        s_maxage=seconds,
        stale_while_revalidate=seconds,
        stale_if_error=settings.STALE_SECONDS,
    )
