"""Redirect old addresses."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.delivery.cdn.addresses import FORMAT_SUFFIXES
from home.delivery.visibility import public_page_url

MAX_STEPS = 5
PAGE_FORMATS = {suffix for suffixes in FORMAT_SUFFIXES.values() for suffix in suffixes if suffix}
GetResponse = Callable[[HttpRequest], HttpResponse]


def redirect_middleware(get_response: GetResponse) -> GetResponse:
    """Turn a 404 into the redirect of its address. Other responses cost no query.

    The formats of a page redirect with it, and addresses in capitals to those without.

    Differs from Wagtail's: it never reveals the address of a page visitors may not see, follows
    chains of redirects itself, returns 404 for circles, and passes the query string on to pages of
    this site.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        return (find_redirect(request) or response) if response.status_code == 404 else response

    return middleware


def find_redirect(request: HttpRequest) -> HttpResponse | None:
    """Return the redirect of an address, of a format below it, or of one in capitals."""
    return (
        _find_stored_redirect(request)
        or _find_redirect_of_format(request)
        or _redirect_to_lower_case(request)
    )


def _find_stored_redirect(request: HttpRequest) -> HttpResponse | None:
    full_path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    path = full_path.partition("?")[0]
    query = ""
    redirect = get_redirect(request, full_path)
    if redirect is None and path != full_path:
        redirect = get_redirect(request, path)
        query = request.META.get("QUERY_STRING", "")
    address = resolve_destination(request, redirect, path) if redirect else ""
    if not address:
        return None
    if query and "?" not in address and local_path(request, address):
        address = f"{address}?{query}"
    return _respond(redirect, address)


def _find_redirect_of_format(request: HttpRequest) -> HttpResponse | None:
    """Return the redirect of a feed or file below an old address, if the page there has one too."""
    page_path, suffix = split_format(request.path)
    path = Redirect.normalise_path(page_path, decode_unicode=False)
    redirect = get_redirect(request, path) if suffix else None
    if redirect is None:
        return None
    address = resolve_destination(request, redirect, path)
    page = find_page_by_path(request, local_path(request, address)) if address else None
    return _respond(redirect, f"{address}{suffix}") if has_format(page, suffix) else None


def _redirect_to_lower_case(request: HttpRequest) -> HttpResponse | None:
    """Return the redirect of an address in capitals to the public page with the lower-case one."""
    lower = request.path.lower()
    if lower == request.path or request.method not in ("GET", "HEAD"):
        return None
    page_path, suffix = split_format(lower)
    page = find_page_by_path(request, page_path)
    address = public_page_url(page)
    if not address or (suffix and not has_format(page, suffix)):
        return None
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}{suffix}{'?' if query else ''}{query}")


def _respond(redirect: Redirect, address: str) -> HttpResponse:
    # Not `django.shortcuts.redirect`, which takes an address like "news" for the name of a URL.
    redirect_class = (
        HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    )
    return redirect_class(address)


def resolve_destination(request: HttpRequest, redirect: Redirect, path: str) -> str:
    """Return the address at the end of a chain of redirects; empty if visitors may not go there."""
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


def split_format(path: str) -> tuple[str, str]:
    """Return the path of a page and the rest: "/sleep/" and "references.ris", or an empty rest."""
    suffix = next((each for each in PAGE_FORMATS if path.endswith(f"/{each}")), "")
    return path.removesuffix(suffix), suffix


def has_format(page: Page | None, suffix: str) -> bool:
    return page is not None and suffix in FORMAT_SUFFIXES.get(page.specific_class, ())


def local_path(request: HttpRequest, address: str) -> str:
    """Return the path of an address of this site as redirects store it; empty for other sites."""
    parts = urlsplit(address)
    if parts.netloc and parts.netloc != request.get_host():
        return ""
    return Redirect.normalise_path(parts.path, decode_unicode=False) if parts.path else ""


def is_view_path(path: str) -> bool:
    """Return True if a view other than Wagtail's page view serves the path."""
    try:
        return resolve(f"{unquote(path).rstrip('/')}/").url_name != "wagtail_serve"
    except Resolver404:
        return False


def find_page_by_path(request: HttpRequest, path: str) -> Page | None:
    """Return the page at a path, public or not."""
    site = Site.find_for_request(request)
    url_path = f"{site.root_page.url_path}{unquote(path).strip('/')}" if site else ""
    return Page.objects.filter(url_path=f"{url_path.rstrip('/')}/").first()
