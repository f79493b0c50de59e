"""Which site a request is for, and as of which generation of the content it is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from wagtail.models import Site
from wagtail.models.sites import get_site_for_hostname

from articles.cache.versioned import VersionedLRUCache
from home.delivery.content_version import current

site_cache = VersionedLRUCache("sites", max_weight=100)


class SiteMiddleware:
    """Tells Wagtail the site of a request, which it would look up with its home page each time.

    `request.content_version` is the number before anything was read for the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view) -> None:
        """Only for addresses that lead somewhere: a file or a probe needs no site."""
        request.content_version = current()  # type: ignore[attr-defined]
        # Where `Site.find_for_request` keeps what it has found.
        request._wagtail_site = get_cached_site(request)  # type: ignore[attr-defined]


def get_cached_site(request: HttpRequest) -> Site | None:
    """The site of a request as Wagtail chooses it, with its home page, kept for a generation.

    A host or port that no site names is the same as any other such, so that however many strangers
    invent, no more is kept than there are sites.
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
    """Wagtail's choice; the home page is of its own type, as routing needs it."""
    try:
        site = get_site_for_hostname(hostname, port)
    except Site.DoesNotExist:
        return None
    site.root_page = site.root_page.specific
    return site
