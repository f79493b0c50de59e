"""The sitemap: every public page of the site with the date of its last change."""

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlsplit

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.core.paginator import EmptyPage
from django.db.models import Case, Max, When
from django.db.models.functions import Coalesce, Length, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page

from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage, PersonPage
from articles.models.article import ArticleCrossListing
from articles.models.base import VisibleQuerySet
from home.delivery.visibility import absolute_url, canonical_url
from home.discovery.syndication.responses import (
    HOUR,
    conditional_get_view,
    get_public_home_or_404,
    set_public_cache_headers,
)

MAX_AGE = 1 * HOUR
DATE_FIELDS = ("last_published_at", "latest_revision_created_at", "first_published_at")
LAST_CHANGED = Coalesce(*DATE_FIELDS)
# Articles have a date of change (`ArticlePage.changed_at`), which a new comma does not move.
ARTICLE_DATE_FIELDS = ("content_changed_at", "first_published_at")
ARTICLE_CHANGED = Coalesce(*ARTICLE_DATE_FIELDS)
CHANGED = Case(
    When(
        articlepage__isnull=False,
        then=Coalesce(*(f"articlepage__{name}" for name in ARTICLE_DATE_FIELDS)),
    ),
    default=LAST_CHANGED,
)

newest_below_cache = VersionedLRUCache("sitemap dates", max_weight=10)

SitemapRow = tuple[str, str, datetime | None]


class PageSitemap(Sitemap):
    """Public pages from the home page down.

    Rows are read instead of pages, of which a hundred thousand would not fit into memory. The
    protocol allows 50,000 addresses to a file; smaller files are quick to build.
    """

    limit = 10_000

    def __init__(self, home: Page) -> None:
        self.home = home
        self.address = urlsplit(canonical_url(home))

    @cached_property
    def paginator(self):
        return super().paginator

    def pages(self):
        """Return all public pages but aliases, whose canonical URL is that of their original."""
        pages = VisibleQuerySet(Page).visible().descendant_of(self.home, inclusive=True)
        return pages.filter(alias_of=None)

    def items(self):
        return self.pages().order_by("path").values_list("path", "url_path", CHANGED)

    def location(self, item: SitemapRow) -> str:
        below = item[1].removeprefix(self.home.url_path)
        return f"{self.address.path}{quote(below)}"

    def lastmod(self, item: SitemapRow) -> datetime | None:
        """Return the date of the page, or of the newest page it lists."""
        path, _url_path, changed = item
        return max(filter(None, (changed, self.newest_below.get(path))), default=None)

    @cached_property
    def newest_below(self) -> dict[str, datetime]:
        """The date of the newest article or person below each page, by the page's path."""
        return newest_below_cache.get(self.home.pk, self._newest_below)

    def _newest_below(self) -> dict[str, datetime]:
        newest: dict[str, datetime] = {}
        for path, changed in self._newest_by_parent():
            for end in range(Page.steplen, len(path) + 1, Page.steplen):
                above = path[:end]
                newest[above] = max(changed, newest.get(above, changed))
        return newest

    def _newest_by_parent(self) -> Iterator[tuple[str, datetime]]:
        """Yield the newest date directly below each page, including cross-listed articles."""
        parent = Substr("path", 1, Length("path") - Page.steplen)
        pages: list[tuple[Any, Coalesce]] = [
            (ArticlePage, ARTICLE_CHANGED),
            (PersonPage, LAST_CHANGED),
        ]
        for model, changed in pages:
            below = model.objects.visible().descendant_of(self.home).order_by()
            grouped = below.values(parent=parent).annotate(newest=Max(changed))
            yield from _without_undated(grouped.values_list("parent", "newest"))
        crossed = ArticleCrossListing.objects.filter(
            page__in=ArticlePage.objects.visible().descendant_of(self.home),
        )
        when = Coalesce(*(f"page__{name}" for name in ARTICLE_DATE_FIELDS))
        grouped = crossed.order_by().values("category__path").annotate(newest=Max(when))
        yield from _without_undated(grouped.values_list("category__path", "newest"))

    def part(self, number: int) -> list[dict]:
        """Return the entries of one file for Django's template."""
        site: Any = SimpleNamespace(domain=self.address.netloc)
        return self.get_urls(number, site=site, protocol=self.address.scheme)


def _without_undated(rows) -> Iterator[tuple[str, datetime]]:
    return ((path, changed) for path, changed in rows if changed)


@conditional_get_view
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serve all pages, or an index of files if there are too many for one."""
    pages = PageSitemap(get_public_home_or_404(request))
    parts = pages.paginator.page_range
    if len(parts) == 1:
        return xml_response("sitemap.xml", {"urlset": pages.part(1)})
    addresses = (absolute_url(reverse("sitemap_part", args=[number])) for number in parts)
    # A file has no date: that of the newest page would be wrong for most files.
    return xml_response(
        "sitemap_index.xml", {"sitemaps": [SitemapIndexItem(address) for address in addresses]}
    )


@conditional_get_view
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Serve one file of a large sitemap."""
    try:
        urls = PageSitemap(get_public_home_or_404(request)).part(number)
    except EmptyPage as error:
        raise Http404 from error
    return xml_response("sitemap.xml", {"urlset": urls})


def xml_response(template: str, context: dict) -> HttpResponse:
    response = HttpResponse(render_to_string(template, context), content_type="application/xml")
    response["X-Robots-Tag"] = "noindex"
    return set_public_cache_headers(response, MAX_AGE)
