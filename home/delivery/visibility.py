"""URLs of public pages. Links to a login or a 404 are left out."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from articles.cache.page_exceptions import get_private_paths
from articles.cache.versioned import VersionedLRUCache
from articles.models.base import get_original

url_cache = VersionedLRUCache("public page urls", max_weight=5000)


def public_page_url(page: Page | None) -> str:
    """Return the URL of a page that every visitor may see; empty for other pages and None.

    Uses the given page and the cached private paths, so that many links need no further query.
    """
    if not page or not page.pk or not page.live:
        return ""
    if page.expire_at and page.expire_at <= timezone.now():
        return ""
    original = get_original(page)
    if not original.live or original.path.startswith(get_private_paths()):
        return ""
    if page.path.startswith(get_private_paths()):
        return ""
    return url_cache.get(page.url_path, lambda: page.url or "")


def absolute_url(url: str) -> str:
    """Return an absolute URL at the site's public address, `SITE_URL`."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


def canonical_url(page: Page) -> str:
    """Return the absolute URL of a page for search engines; of an alias that of its original.

    An original that no site shows has no URL. Then the alias is the only one.
    """
    return absolute_url(get_original(page).url or page.url or "/")


def absolute_public_page_url(page: Page | None) -> str:
    """Return the absolute URL of a page that every visitor may see; else an empty string."""
    return absolute_url(url) if (url := public_page_url(page)) else ""
