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

from articles.cache.objects import known_one
from articles.cache.versioned import Kept
from articles.models import ArticlePage, CategoryIndexPage, PersonPage
from articles.models.base import SitePage, with_privacy

kept = Kept(most=1)
# What articles name on every page, so that all of them are known anyway.
KNOWN = (CategoryIndexPage, PersonPage)
# Written out, as Django would take longer to put it together than the database takes to answer. The
# slug is what there is an index of.
ARTICLE_AT = """
SELECT *, EXISTS (
    SELECT 1 FROM wagtailcore_pageviewrestriction WHERE page_id = page_ptr_id
) AS is_restricted
FROM articles_articlepage JOIN wagtailcore_page ON id = page_ptr_id
WHERE slug = %s AND url_path = %s
"""


class Tree:
    """Pages by address and by place. Never changed."""

    def __init__(self, pages: Iterable[Page]):
        self.by_address = {page.url_path: page for page in pages}
        self.by_path = {page.path: page for page in self.by_address.values()}

    def chain(self, page: Page) -> list[Page]:
        """The pages from the root down to this one."""
        places = (page.path[:end] for end in range(page.steplen, len(page.path), page.steplen))
        return [*(self.by_path[place] for place in places if place in self.by_path), page]


def tree() -> Tree:
    """The tree as of the current generation."""
    return kept.get("tree", read_tree)


def read_tree() -> Tree:
    others = Page.objects.not_exact_type(ArticlePage).select_related("alias_of")
    return Tree(with_privacy(others))


def page_at(address: str) -> Page | None:
    """The page at an address of the tree, of its own type; None without.

    An article is as it is now; categories, people and the chain above are of this generation.
    """
    pages = tree()
    page = _other_page(pages, address) or _article(pages, address)
    if isinstance(page, SitePage):
        page.chain = pages.chain(page)
    return page


def _other_page(pages: Tree, address: str) -> Page | None:
    """Any page but an article."""
    found = pages.by_address.get(address)
    if found is None:
        return None
    if found.specific_class not in KNOWN:
        try:
            return found.get_specific()
        except ObjectDoesNotExist:  # deleted a moment ago
            return None
    # All requests share it, and each adds to its page what it has read.
    page = copy(known_one(found.specific_class.objects, found.pk))
    if page:
        page.is_restricted = found.is_restricted
    return page


def _article(pages: Tree, address: str) -> ArticlePage | None:
    """The article whose name ends the address, right below the page that has the rest of it."""
    above, _slash, slug = address.rstrip("/").rpartition("/")
    if f"{above}/" not in pages.by_address:
        return None
    alone = ArticlePage.objects.prefetch_related(None)
    article = next(iter(alone.raw(ARTICLE_AT, [slug, address])), None)
    if article is None:
        return None
    if article.lead_image_id:
        prefetch_related_objects([article], "lead_image__renditions")
    article.category = known_one(CategoryIndexPage.objects, article.category_id)
    article.reviewer = known_one(PersonPage.objects, article.reviewer_id)
    return article
