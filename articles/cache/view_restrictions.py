"""Where in the tree nothing is public."""

from wagtail.models import PageViewRestriction

from articles.cache.versioned import VersionedLRUCache

private_paths_cache = VersionedLRUCache(max_weight=1)


def get_private_paths() -> tuple[str, ...]:
    """Places below which nothing is public, and which are not public themselves."""
    return private_paths_cache.get("paths", _load_private_paths)


def _load_private_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
