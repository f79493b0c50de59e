"""Where in the tree nothing is public."""

from wagtail.models import PageViewRestriction

from articles.cache.versioned import Kept

kept = Kept(most=1)


def private_paths() -> tuple[str, ...]:
    """Places below which nothing is public, and which are not public themselves."""
    return kept.get("paths", _read)


def _read() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
