"""Links to pages in rich text.

Wagtail looks linked pages up again for every piece of rich text. Here their URLs are cached.
"""

from collections.abc import Iterable

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from articles.cache.versioned import VersionedLRUCache
from articles.citations.markup import read_ids
from articles.models.base import VisibleQuerySet
from home.delivery.visibility import page_url

page_url_cache = VersionedLRUCache("linked page urls", max_weight=100)


def cached_page_urls(ids: Iterable[int]) -> dict[int, str]:
    """Return the URLs of pages by id; empty for pages that visitors of the site may not see."""
    urls = page_url_cache.get("urls", dict)
    wanted = set(ids)
    if missing := wanted - urls.keys():
        visible = VisibleQuerySet(Page).visible().filter(pk__in=missing)
        urls.update(dict.fromkeys(missing, "") | {page.pk: page_url(page) for page in visible})
    return {pk: urls[pk] for pk in wanted}


class PublicPageLinkHandler(PageLinkHandler):
    """Renders a link to a page, without an address while visitors may not see the page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [_page_id(attrs) for attrs in attrs_list]
        urls = cached_page_urls([pk for pk in ids if pk])
        return [f'<a href="{escape(urls[pk])}">' if pk and urls[pk] else "<a>" for pk in ids]


def _page_id(attrs: dict) -> int | None:
    """Return the id of the page in the stored HTML, or None if it is invalid."""
    return next(iter(read_ids(str(attrs.get("id") or ""))), None)
