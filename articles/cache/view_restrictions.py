"""Paths in the page tree that are not public."""

from wagtail.models import PageViewRestriction

from articles.cache.versioned import VersionedLRUCache

private_paths_cache = VersionedLRUCache("private paths", max_weight=1)


def get_private_paths() -> tuple[str, ...]:
    """Return the paths of pages with a view restriction; pages below them are private too."""
    restrictions = PageViewRestriction.objects
    return private_paths_cache.get(
        "paths", lambda: tuple(restrictions.values_list("page__path", flat=True))
    )
