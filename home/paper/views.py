"""Leaflets at `leaflet.pdf` below the addresses of their pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from articles.public.page_formats import serve_page_format
from home.delivery.visibility import canonical_url, public_page_url
from home.paper.leaflets import LEAFLET_TYPES, build_leaflet
from home.paper.typesetting import get_or_make, is_available


@csrf_exempt
@require_safe
def leaflet(request: HttpRequest, path: str) -> HttpResponse:
    """Serve the leaflet of the page at `path` to those who may see the page itself."""
    if not is_available():
        raise Http404
    return serve_page_format(request, path, Page, serve_leaflet)


def serve_leaflet(
    page: Page, request: HttpRequest, args: list, kwargs: dict[str, str]
) -> HttpResponse:
    """Return the PDF of the page as it is now, made by the first request for it.

    The tag is known before the file is made. `home.delivery.cache_headers` gives it the same
    lifetime in caches as the page.
    """
    if type(page) not in LEAFLET_TYPES:
        raise Http404
    document = build_leaflet(page, Site.find_for_request(request))
    etag = quote_etag(document.version)
    headers = {
        "Content-Disposition": content_disposition_header(False, f"{page.slug}.pdf") or "inline",
        "ETag": etag,
        "Link": f'<{canonical_url(page)}>; rel="canonical"',
    }
    if not public_page_url(page):
        headers["Cache-Control"] = "private, no-store"
    response = HttpResponse(b"", content_type="application/pdf", headers=headers)
    unchanged = get_conditional_response(request, etag, response=response)
    if unchanged is not None and unchanged is not response:
        return unchanged
    response.content = get_or_make(document)
    return response
