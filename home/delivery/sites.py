"""Attach the cached site and the content version to each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from articles.cache.versioned import VersionedLRUCache
from home.delivery.content_version import current

site_cache = VersionedLRUCache("sites", max_weight=100)


class SiteMiddleware:
    """Sets the site, which Wagtail would look up each time, and `request.content_version`.

    The version is read before any content.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view) -> None:
        """Set both only for requests that a view handles: 404s need no site."""
        request.content_version = current()  # type: ignore[attr-defined]
        # `Site.find_for_request` returns this attribute if it is set.
        request._wagtail_site = get_cached_site(request)  # type: ignore[attr-defined]


def get_cached_site(request: HttpRequest) -> Site | None:
    """Return the site that Wagtail chooses for a request, with its home page.

    All unknown hosts, and all unknown ports of a host, share one key, so that invented ones do not
    fill the cache.
    """
    hostname = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
    port = int(request.get_port())
    named = site_cache.get("named", lambda: set(Site.objects.values_list("hostname", "port")))
    if (hostname, port) not in named:
        port = 0
        if hostname not in {name for name, _port in named}:
            hostname = ""
    return site_cache.get((hostname, port), lambda: load_site(hostname, port))


def load_site(hostname: str, port: int) -> Site | None:
    """Return Wagtail's choice with a specific home page, as routing needs it."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    site.root_page = site.root_page.specific
    return site
