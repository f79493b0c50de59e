"""Addresses of the pages that rich text links to.

Wagtail looks the linked pages up anew for every piece of rich text. An address changes only with
the generation of the content (`home.delivery.content_version`), so it is looked up once and kept.
"""

from collections.abc import Iterable

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from articles.cache.versioned import VersionedLRUCache
from articles.models.base import VisibleQuerySet

page_url_cache = VersionedLRUCache("linked page urls", max_weight=1)


def cached_page_urls(ids: Iterable[int]) -> dict[int, str]:
    """Addresses of pages visitors may see, by id; any other has an empty one."""
    known = page_url_cache.get("addresses", dict)
    wanted = set(ids)
    if missing := wanted - known.keys():
        pages = VisibleQuerySet(Page).visible().filter(pk__in=missing)
        found = {page.pk: page.url or "" for page in pages}
        known.update({pk: found.get(pk, "") for pk in missing})
    return {pk: known[pk] for pk in wanted}


class PublicPageLinkHandler(PageLinkHandler):
    """A link to a page; while visitors may not see the page its words stay and lead nowhere."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        ids = [_page_id(attrs) for attrs in attrs_list]
        found = cached_page_urls([pk for pk in ids if pk])
        return [f'<a href="{escape(found[pk])}">' if pk and found[pk] else "<a>" for pk in ids]


def _page_id(attrs: dict) -> int | None:
    """The page's id in the stored HTML, or None if somebody wrote nonsense there."""
    text = str(attrs.get("id") or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
