"""The URLs of a page, and of the pages that show it."""

from collections.abc import Iterable, Iterator
from copy import copy
from urllib.parse import urljoin

from django.db.models import Model, Q
from django.urls import reverse
from wagtail.models import Page

from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    CategoryIndexPage,
    Condition,
    PersonPage,
)
from articles.models.referring_pages import get_referring_page_ids
from articles.models.site_roots import get_site_root, get_site_roots, page_path
from home.blocks.shared import listed_page_types
from home.care.listing import get_care_listing_ids
from home.care.models import ConditionPage, PlacePage, ServicePage
from home.delivery.cdn.purging import MAX_PURGED_URLS
from home.models import HomePage, StandardPage

# Suffixes of the formats of a page. (A changed share image has a new URL.)
FORMAT_SUFFIXES: dict[type[Page] | None, tuple[str, ...]] = {
    ArticlePage: (
        *("", "article.md", "leaflet.pdf"),
        *("references.ris", "references.json", "cite.ris", "cite.json"),
    ),
    CategoryIndexPage: ("", "feed/"),
    ServicePage: ("", "page.md", "leaflet.pdf"),
    **dict.fromkeys((ConditionPage, HomePage, PlacePage, StandardPage), ("", "page.md")),
}
# Names of the URLs that list all pages of a site.
SITE_WIDE_URL_NAMES = ("sitemap", "feed", "llms_txt")


def urls_of_page(page: Page) -> Iterator[str]:
    """Yield the URLs of the page and of its other formats, at each site that shows it."""
    if path := page_path(page):
        suffixes = FORMAT_SUFFIXES.get(page.specific_class, ("",))
        for root_url in _root_urls(page):
            yield from (urljoin(root_url, f"{path}{suffix}") for suffix in suffixes)


def urls_of_pages(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        yield from urls_of_page(page)


def copy_with_url_path(url_path: str, page: Page) -> Page:
    """Return the page as if it were at another place in the tree."""
    former = copy(page)
    former.url_path = url_path
    return former


def live_descendants(page: Page) -> Iterable[Page]:
    """Return the live pages below, whose URLs contain its URL; at most as many as can be purged."""
    return Page.objects.live().descendant_of(page).order_by("path")[:MAX_PURGED_URLS]


def urls_listing_page(page: Page) -> Iterator[str]:
    """Yield the URLs that list a page.

    These are its ancestors and those of its cross-listings, with their feeds; its authors and
    reviewer; the lists of corrections, of an article; and the lists of the whole site.
    """
    cross_listings = ArticleCrossListing.objects.filter(page=page.pk)
    parents = [page.path[: -Page.steplen], *cross_listings.values_list("category__path", flat=True)]
    authors = ArticleAuthor.objects.filter(page=page.pk).values("person")
    people = Q(reviewed_articles=page.pk) | Q(pk__in=authors)
    listing = Q(path__in=_with_ancestor_paths(parents))
    listing |= Q(pk__in=PersonPage.objects.filter(people).values("pk"))
    listing |= Q(pk__in=get_care_listing_ids(page))
    yield from urls_of_pages(Page.objects.live().filter(listing))
    if page.specific_class is ArticlePage:
        yield from _urls_of_corrections(page)
    else:
        yield from _urls_of_sections(page)
    for root_url in _root_urls(page):
        yield from (urljoin(root_url, reverse(name)) for name in SITE_WIDE_URL_NAMES)


def urls_referring_to(obj: Model) -> Iterator[str]:
    """Yield the URLs of live pages that link to, choose or cite an object, or have a condition."""
    yield from urls_of_pages(
        Page.objects.live().filter(pk__in=_referring_page_ids(obj))[:MAX_PURGED_URLS]
    )


def _urls_of_corrections(article: Page) -> Iterator[str]:
    """Yield the URLs of the site's pages that list corrections, and of their feeds."""
    root = get_site_root(article)
    pages = StandardPage.objects.live().filter(path__startswith=root.path if root else "")
    for page in pages:
        if page.lists_corrections:
            for url in urls_of_page(page):
                yield from (url, f"{url}feed/")


def _urls_of_sections(page: Page) -> Iterator[str]:
    """Yield the URLs of the site's pages with a section of all pages of this type: "Find us"."""
    label = page.specific_class._meta.label if page.specific_class else ""
    root = get_site_root(page)
    if root is None:
        return
    for model in (HomePage, StandardPage):
        blocks = model.body.field.stream_block.child_blocks.values()
        if any(block.lists_pages_of == label for block in blocks):
            for each in model.objects.live().filter(path__startswith=root.path):
                if label in listed_page_types(each.body):
                    yield from urls_of_page(each)


def _root_urls(page: Page) -> list[str]:
    """Return the addresses of all sites whose home page is the one above the page."""
    nearest = get_site_root(page)
    return [root.root_url for root in get_site_roots() if nearest and root.path == nearest.path]


def _referring_page_ids(obj: Model) -> Iterable[int]:
    if isinstance(obj, Condition):  # not in Wagtail's reference index
        return obj.tagged.values_list("content_object", flat=True)
    return get_referring_page_ids(obj)


def _with_ancestor_paths(paths: Iterable[str]) -> set[str]:
    """Return the paths with those of their ancestors, without the root."""
    step = Page.steplen
    return {path[:end] for path in paths for end in range(2 * step, len(path) + 1, step)}
