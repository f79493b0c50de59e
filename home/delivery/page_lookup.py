"""Find the page of a path with few queries.

All pages except articles are cached: they are few, while there may be thousands of articles below
them. An article is then found by its slug in one query, and needs none for its category, its
reviewer and its ancestors.
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

page_lookup_cache = VersionedLRUCache("page lookup", max_weight=1, per_site=False)
# Shown with every article, so that all of them are cached anyway.
CACHED_PAGE_TYPES = (CategoryIndexPage, PersonPage)
# Raw SQL, because Django takes longer to compile the query than the database takes to answer it.
# Only the slug has an index. `config.patches` checks the names of the tables and columns.
ARTICLE_BY_URL_PATH_SQL = """
SELECT *, EXISTS (
    SELECT 1 FROM wagtailcore_pageviewrestriction WHERE page_id = page_ptr_id
) AS is_restricted
FROM articles_articlepage JOIN wagtailcore_page ON id = page_ptr_id
WHERE slug = %s AND url_path = %s
"""


class PageLookup:
    """Pages by URL path and by tree path. Immutable."""

    def __init__(self, pages: Iterable[Page]):
        self.by_url_path = {page.url_path: page for page in pages}
        self.by_path = {page.path: page for page in self.by_url_path.values()}

    def chain(self, page: Page) -> list[Page]:
        """Return the ancestors of a page from the root down, and the page itself."""
        paths = (page.path[:end] for end in range(page.steplen, len(page.path), page.steplen))
        return [*(self.by_path[path] for path in paths if path in self.by_path), page]


def load_page_lookup() -> PageLookup:
    others = Page.objects.not_exact_type(ArticlePage).select_related("alias_of")
    return PageLookup(annotate_restricted(others))


def resolve_page(url_path: str) -> Page | None:
    """Return the specific page with this URL path, or None.

    Articles are read from the database; categories, people and ancestors come from caches.
    """
    pages = page_lookup_cache.get("tree", load_page_lookup)
    page = _find_other_page(pages, url_path) or _find_article(pages, url_path)
    if isinstance(page, SitePage):
        page.ancestors_and_self = pages.chain(page)
    return page


def _find_other_page(pages: PageLookup, url_path: str) -> Page | None:
    base = pages.by_url_path.get(url_path)
    if base is None:
        return None
    if base.specific_class not in CACHED_PAGE_TYPES:
        try:
            return base.get_specific()
        except ObjectDoesNotExist:  # deleted a moment ago
            return None
    # A copy, because each request adds to its page what it has read.
    page = copy(cached_object(base.specific_class.objects, base.pk))
    if page:
        page.is_restricted = base.is_restricted
    return page


def _find_article(pages: PageLookup, url_path: str) -> ArticlePage | None:
    parent, _slash, slug = url_path.rstrip("/").rpartition("/")
    if f"{parent}/" not in pages.by_url_path:
        return None
    articles = ArticlePage.objects.prefetch_related(None)
    article = next(iter(articles.raw(ARTICLE_BY_URL_PATH_SQL, [slug, url_path])), None)
    if article is None:
        return None
    if article.lead_image_id:
        prefetch_related_objects([article], "lead_image__renditions")
    article.category = cached_object(CategoryIndexPage.objects, article.category_id)
    article.reviewer = cached_object(PersonPage.objects, article.reviewer_id)
    return article
