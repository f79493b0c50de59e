"""Pages that lists treat differently: private ones and aliases. Most sites have few, or none."""

from typing import NamedTuple

from django.db.models import CharField, Value
from wagtail.models import Page, PageViewRestriction

from articles.cache.versioned import VersionedLRUCache

page_exceptions_cache = VersionedLRUCache("page exceptions", max_weight=1, per_site=False)


class PageExceptions(NamedTuple):
    """Paths of pages with a view restriction, and True if any page is an alias."""

    private_paths: tuple[str, ...]
    has_aliases: bool


def get_private_paths() -> tuple[str, ...]:
    """Return the paths of pages with a view restriction; pages below them are private too."""
    return _get_page_exceptions().private_paths


def has_aliases() -> bool:
    """Return True if any page is an alias. Otherwise lists need no condition about them."""
    return _get_page_exceptions().has_aliases


def _get_page_exceptions() -> PageExceptions:
    return page_exceptions_cache.get("pages", _load_page_exceptions)


def _load_page_exceptions() -> PageExceptions:
    """Read both in one query. All aliases together are one row with an empty path."""
    aliases = Page.objects.filter(alias_of__isnull=False).order_by()
    empty = Value("", output_field=CharField())
    private = PageViewRestriction.objects.values_list("page__path")
    rows = {path for (path,) in private.union(aliases.values_list(empty))}
    return PageExceptions(tuple(sorted(rows - {""})), "" in rows)
