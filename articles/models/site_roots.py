"""The sites of this install: their addresses, and the site of a page."""

from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page, PreviewableMixin, Site

from articles.cache.versioned import VersionedLRUCache

site_roots_cache = VersionedLRUCache("site roots", max_weight=1, per_site=False)
# What Wagtail's first migration sets: nobody has said what the address is.
UNSET_HOSTNAME = "localhost"


class SitePreviewMixin(PreviewableMixin):
    """Mixin for what belongs to a `site`, whose menu, address and look its preview has."""

    site: Site | None

    @property
    def full_url(self) -> str | None:
        return f"{build_root_url(self.site)}/" if self.site else None


class SiteRoot(NamedTuple):
    """A site with its public address and the place of its home page."""

    site_id: int
    hostname: str
    port: int
    root_url: str
    path: str
    url_path: str


def get_site_roots() -> tuple[SiteRoot, ...]:
    """Return all sites, those furthest down the tree first, the default site before others."""
    return site_roots_cache.get("roots", _load_site_roots)


def get_site_root(page: Page | None) -> SiteRoot | None:
    """Return the site of a page, or None if no site shows it.

    Of several sites with the same home page it is the default one, else the first by host name.
    """
    path = page.path if page else ""
    return next((root for root in get_site_roots() if path and path.startswith(root.path)), None)


def get_site_ids_of(page: Page | None) -> set[int]:
    """Return the ids of the sites with the home page above a page; several may have the same."""
    nearest = get_site_root(page)
    return {root.site_id for root in get_site_roots() if nearest and root.path == nearest.path}


def get_root_url(page: Page | None) -> str:
    """Return the address of a page's site without a slash at the end, or else `SITE_URL`."""
    root = get_site_root(page)
    return root.root_url if root else fallback_url()


def page_path(page: Page) -> str:
    """Return the URL of a page without the host; "" if no site shows it."""
    parts = page.get_url_parts()
    return (parts[2] if parts else "") or ""


def full_page_url(page: Page) -> str:
    """Return the absolute URL of a page at the address of its site; "" if no site shows it."""
    path = page_path(page)
    return urljoin(get_root_url(page), path) if path else ""


def editor_url(page: Page) -> str:
    """Return the absolute URL of a page in the editor, at the address of its site."""
    return urljoin(get_root_url(page), reverse("wagtailadmin_pages:edit", args=[page.pk]))


def has_several_clinics() -> bool:
    """Return True if there are sites with different home pages."""
    return len({root.path for root in get_site_roots()}) > 1


def fallback_url() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def build_root_url(site: Site) -> str:
    """Return `Site.root_url`, with https on an install that is served over https only.

    Wagtail knows https by the port 443. A default site without a host name has `SITE_URL`.
    """
    if site.is_default_site and site.hostname == UNSET_HOSTNAME:
        return fallback_url()
    if not settings.SECURE_SSL_REDIRECT:
        return site.root_url
    port = "" if site.port in (80, 443) else f":{site.port}"
    return f"https://{site.hostname}{port}"


def _load_site_roots() -> tuple[SiteRoot, ...]:
    sites = Site.objects.select_related("root_page").only(
        *("hostname", "port", "is_default_site", "root_page__path", "root_page__url_path")
    )
    ordered = sites.order_by("-root_page__depth", "-is_default_site", "hostname", "port")
    return tuple(
        SiteRoot(
            site.pk,
            site.hostname,
            site.port,
            build_root_url(site),
            site.root_page.path,
            site.root_page.url_path,
        )
        for site in ordered
    )
