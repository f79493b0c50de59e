"""Answers at old addresses."""

from urllib.parse import unquote, urlsplit

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import Resolver404, resolve
from django.utils.deprecation import MiddlewareMixin
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.delivery.visibility import public_page_url

MAX_STEPS = 5


class RedirectMiddleware(MiddlewareMixin):
    """Turns a 404 into the redirect kept for its address. Any other answer costs no query.

    Like Wagtail's, with these differences: an address of a page visitors may not see is never told,
    redirects that lead to redirects are followed here instead of by the browser, those that lead in
    a circle answer 404, and the query string goes along to another page of the site.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        whole = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        path = whole.partition("?")[0]
        found = get_redirect(request, whole)
        query = ""
        if found is None and path != whole:
            found = get_redirect(request, path)
            query = request.META.get("QUERY_STRING", "")
        address = resolve_destination(request, found, path) if found else ""
        if not found or not address:
            return response
        if query and "?" not in address and local_path(request, address):
            address = f"{address}?{query}"
        return redirect_to(address, permanently=found.is_permanent)


def redirect_to(address: str, permanently: bool) -> HttpResponse:
    return (HttpResponsePermanentRedirect if permanently else HttpResponseRedirect)(address)


def resolve_destination(request: HttpRequest, redirect: Redirect, path: str) -> str:
    """Where a redirect leads in the end; empty if that is nowhere visitors may go."""
    passed = {path}
    for _step in range(MAX_STEPS):
        if redirect.redirect_page_id:
            address = (redirect.link or "") if public_page_url(redirect.redirect_page) else ""
            return "" if local_path(request, address) in passed else address
        address = redirect.redirect_link
        path = local_path(request, address)
        if not path or is_view_path(path):
            return address
        page = find_page_by_path(request, path)
        if public_page_url(page):
            return address
        following = get_redirect(request, path)
        if following is None:
            return "" if page else address
        if path in passed:
            return ""
        passed.add(path)
        redirect = following
    return address


def local_path(request: HttpRequest, address: str) -> str:
    """The path of an address of this very site, as redirects are kept; empty for any other."""
    parts = urlsplit(address)
    if parts.netloc and parts.netloc != request.get_host():
        return ""
    return Redirect.normalise_path(parts.path, decode_unicode=False) if parts.path else ""


def is_view_path(path: str) -> bool:
    """Whether something that is no page answers at a path."""
    try:
        return resolve(f"{unquote(path).rstrip('/')}/").url_name != "wagtail_serve"
    except Resolver404:
        return False


def find_page_by_path(request: HttpRequest, path: str) -> Page | None:
    """The page whose address this is, whoever may see it."""
    site = Site.find_for_request(request)
    where = f"{site.root_page.url_path}{unquote(path).strip('/')}" if site else ""
    return Page.objects.filter(url_path=f"{where.rstrip('/')}/").first()
