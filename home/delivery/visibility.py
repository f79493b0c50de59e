"""Where a page may be linked to: a link that ends at a login or a 404 is better left out."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from articles.cache.versioned import VersionedLRUCache
from articles.cache.view_restrictions import get_private_paths

# Addresses of pages by their place.
url_cache = VersionedLRUCache("public page urls", max_weight=5000)


def public_page_url(page: Page | None) -> str:
    """Address of a page every visitor may see; empty for any other, and for no page at all.

    Asks the page at hand and the kept list of private places, so that a page with many links
    needs no further query.
    """
    if not page or not page.pk or not page.live:
        return ""
    if page.expire_at and page.expire_at <= timezone.now():
        return ""
    places = [page.path, page.alias_of.path] if page.alias_of_id else [page.path]
    if any(place.startswith(get_private_paths()) for place in places):
        return ""
    return url_cache.get(page.url_path, lambda: page.url or "")


def absolute_url(url: str) -> str:
    """The whole of an address, at the site's public address, `SITE_URL`."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


def canonical_url(page: Page) -> str:
    """The one address of a page for search engines."""
    return absolute_url(page.url or "/")


def absolute_public_page_url(page: Page | None) -> str:
    """The whole address of a page every visitor may see; empty for any other."""
    return absolute_url(url) if (url := public_page_url(page)) else ""
