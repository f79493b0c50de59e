"""URLs of public pages. Links to a login, a 404 or another clinic's page are left out."""

from urllib.parse import urljoin

from django.utils import timezone
from wagtail.models import Page

from articles.cache.page_exceptions import get_private_paths
from articles.cache.versioned import VersionedLRUCache
from articles.models.base import get_original
from articles.models.site_roots import (
    fallback_url,
    full_page_url,
    get_root_url,
    page_path,
)
from articles.utils.site_scope import get_scope, get_scope_path

url_cache = VersionedLRUCache("public page urls", max_weight=5000)


def public_page_url(page: Page | None) -> str:
    """Return the URL of a page that every visitor of the current site may see, else "".

    Uses the given page and the cached private paths, so that many links need no further query.
    """
    if not page or not page.pk or not page.live:
        return ""
    if page.expire_at and page.expire_at <= timezone.now():
        return ""
    if not page.path.startswith(get_scope_path()):
        return ""
    original = get_original(page)
    if not original.live or original.path.startswith(get_private_paths()):
        return ""
    if page.path.startswith(get_private_paths()):
        return ""
    return url_cache.get(page.url_path, lambda: page_url(page))


def page_url(page: Page) -> str:
    """Return the URL of a page, without the host on the pages of a site; "" if no site shows it.

    Wagtail names the host as soon as there are two sites, unless it is given the request.
    """
    if get_scope() is None:
        return page.url or ""
    return page_path(page)


def absolute_url(url: str) -> str:
    """Return an absolute URL at the address of the current site, or else at `SITE_URL`."""
    scope = get_scope()
    return urljoin(scope.root_url if scope else fallback_url(), url)


def canonical_url(page: Page) -> str:
    """Return the absolute URL of a page for search engines; of an alias that of its original.

    An original that no site shows has no URL. Then the alias is the only one.
    """
    home = urljoin(get_root_url(page), "/")
    return full_page_url(get_original(page)) or full_page_url(page) or home


def absolute_public_page_url(page: Page | None) -> str:
    """Return the absolute URL of a page that every visitor may see; else an empty string."""
    return full_page_url(page) if page and public_page_url(page) else ""
