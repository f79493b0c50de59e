"""Attach the cached site and the content version to each request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import reverse
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from articles.cache.versioned import VersionedLRUCache
from articles.models import EditorialSettings
from articles.models.site_rights import get_own_site_ids
from articles.models.site_roots import get_site_root, get_site_roots, has_several_clinics
from articles.utils.site_scope import LibraryScope, SiteScope, use_library, use_scope
from home.delivery.content_version import current

# Views of files that depend on nothing but their address. They answer while the database is away.
FILE_VIEWS = frozenset({"articles:plate", "brand_file", "look"})
site_cache = VersionedLRUCache("sites", max_weight=100, per_site=False)


class SiteMiddleware:
    """Sets the site, which Wagtail would look up each time, and `request.content_version`.

    The version is read before any content. Visitors see the pages of this site only, and users of
    the admin find the library of their clinics: see `articles.utils.site_scope`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("wagtailadmin_home")):
            with use_library(lambda: find_library(getattr(request, "user", None))):
                return self.get_response(request)
        # A preview is answered within a request of the admin, and is shown with everything.
        with use_library(lambda: None), use_scope(lambda: find_scope(request)):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *view) -> None:
        """Set both only for requests that a view of content handles: 404s need no site."""
        if request.resolver_match and request.resolver_match.view_name in FILE_VIEWS:
            return
        request.content_version = current()  # type: ignore[attr-defined]
        # `Site.find_for_request` returns this attribute if it is set.
        request._wagtail_site = get_cached_site(request)  # type: ignore[attr-defined]


def find_scope(request: HttpRequest) -> SiteScope | None:
    """Return what a visitor may see; everything if no site answers the request."""
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = get_cached_site(request)  # type: ignore[attr-defined]
    site: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    root = get_site_root(site.root_page) if site else None
    if site is None or root is None:
        return None
    is_only = len(get_site_roots()) == 1
    path = root.path if has_several_clinics() else ""
    return SiteScope(root.root_url, None if is_only else site.pk, path)


def find_library(user: Any) -> LibraryScope | None:
    """Return the library of a user of single clinics; None for others, who find everything."""
    sites = get_own_site_ids(user)
    if sites is None:
        return None
    if len(sites) > 1:
        return LibraryScope(sites)
    site = next(iter(sites))
    keeps = EditorialSettings.objects.filter(site=site, keeps_sources=True).exists()
    return LibraryScope(sites, site if keeps else None, site)


def get_cached_site(request: HttpRequest) -> Site | None:
    """Return the site that Wagtail chooses for a request, with its home page.

    All unknown hosts, and all unknown ports of a host, share one key, so that invented ones do not
    fill the cache.
    """
    hostname = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
    port = int(request.get_port())
    roots = get_site_roots()
    if (hostname, port) not in {(root.hostname, root.port) for root in roots}:
        port = 0
        if hostname not in {root.hostname for root in roots}:
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
