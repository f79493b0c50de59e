"""The pages that addresses lead through, read once for each generation of the content.

These are all pages but the articles: few, while there may be thousands of articles below them.
With their places known, an article is found by the last word of its address in one query, and
needs none for its category, its reviewer and the pages above it.
"""

from collections.abc import Iterable
from copy import copy

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import prefetch_related_objects
from wagtail.models import Page

from articles.cache.objects import cached_object
from articles.cache.versioned import VersionedLRUCache
from articles.models import ArticlePage, CategoryIndexPage, PersonPage
from articles.models.base import SitePage, annotate_restricted

page_lookup_cache = VersionedLRUCache("page lookup", max_weight=1)
# What articles name on every page, so that all of them are known anyway.
CACHED_PAGE_TYPES = (CategoryIndexPage, PersonPage)
# Written out, as Django would take longer to put it together than the database takes to answer. The
# slug is what there is an index of.
ARTICLE_BY_URL_PATH_SQL = """
SELECT *, EXISTS (
    SELECT 1 FROM wagtailcore_pageviewrestriction WHERE page_id = page_ptr_id
) AS is_restricted
FROM articles_articlepage JOIN wagtailcore_page ON id = page_ptr_id
WHERE slug = %s AND url_path = %s
"""


class PageLookup:
    """Pages by address and by place. Never changed."""

    def __init__(self, pages: Iterable[Page]):
        self.by_url_path = {page.url_path: page for page in pages}
        self.by_path = {page.path: page for page in self.by_url_path.values()}

    def chain(self, page: Page) -> list[Page]:
        """The pages from the root down to this one."""
        places = (page.path[:end] for end in range(page.steplen, len(page.path), page.steplen))
        return [*(self.by_path[place] for place in places if place in self.by_path), page]


def get_page_lookup() -> PageLookup:
    """The tree as of the current generation."""
    return page_lookup_cache.get("tree", load_page_lookup)


def load_page_lookup() -> PageLookup:
    others = Page.objects.not_exact_type(ArticlePage).select_related("alias_of")
    return PageLookup(annotate_restricted(others))


def resolve_page(address: str) -> Page | None:
    """The page at an address of the tree, of its own type; None without.

    An article is as it is now; categories, people and the chain above are of this generation.
    """
    pages = get_page_lookup()
    page = _find_other_page(pages, address) or _find_article(pages, address)
    if isinstance(page, SitePage):
        page.ancestors_and_self = pages.chain(page)
    return page


def _find_other_page(pages: PageLookup, address: str) -> Page | None:
    """Any page but an article."""
    found = pages.by_url_path.get(address)
    if found is None:
        return None
    if found.specific_class not in CACHED_PAGE_TYPES:
        try:
            return found.get_specific()
        except ObjectDoesNotExist:  # deleted a moment ago
            return None
    # All requests share it, and each adds to its page what it has read.
    page = copy(cached_object(found.specific_class.objects, found.pk))
    if page:
        page.is_restricted = found.is_restricted
    return page


def _find_article(pages: PageLookup, address: str) -> ArticlePage | None:
    """The article whose name ends the address, right below the page that has the rest of it."""
    above, _slash, slug = address.rstrip("/").rpartition("/")
    if f"{above}/" not in pages.by_url_path:
        return None
    alone = ArticlePage.objects.prefetch_related(None)
    article = next(iter(alone.raw(ARTICLE_BY_URL_PATH_SQL, [slug, address])), None)
    if article is None:
        return None
    if article.lead_image_id:
        prefetch_related_objects([article], "lead_image__renditions")
    article.category = cached_object(CategoryIndexPage.objects, article.category_id)
    article.reviewer = cached_object(PersonPage.objects, article.reviewer_id)
    return article
