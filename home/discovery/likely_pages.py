"""Pages whose addresses resemble one that leads nowhere: "did you mean".

Addresses are compared by the groups of three letters they share, which sees through mistyped,
missing and turned letters and through words in another order. The groups of all public pages are
kept until the content changes, so the usual cost is one query and a few thousand additions,
however long or strange the address. Of a large site these are its standing pages and categories
and the articles made last.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.text import slugify
from wagtail.models import Page, Site

from articles.cache.versioned import VersionedLRUCache
from articles.models.base import VisibleQuerySet

MAX_LIKELY_PAGES = 3
# Of all groups of both addresses together, how large a part they must share (0 to 1).
MIN_SIMILARITY = 0.4
# How near the best a further page must come to be worth a line.
MIN_SHARE_OF_BEST = 0.75
MAX_SLUG_LENGTH = 100
MAX_INDEXED_PAGES = 5000
EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)

trigram_index_cache = VersionedLRUCache("title trigrams", max_weight=10)


class LikelyPage(NamedTuple):
    """A page to offer."""

    title: str
    url: str


class TrigramIndex:
    """Which pages have which groups of letters in the last part of their address."""

    def __init__(self, slugs: dict[int, str]):
        self.sizes: dict[int, int] = {}
        self.pages: dict[str, list[int]] = defaultdict(list)
        for pk, slug in slugs.items():
            groups = split_trigrams(slug)
            self.sizes[pk] = len(groups)
            for group in groups:
                self.pages[group].append(pk)

    def nearest(self, slug: str) -> list[int]:
        """Pages that resemble it enough, the nearest first."""
        groups = split_trigrams(slug)
        shared = Counter(pk for group in groups for pk in self.pages.get(group, ()))
        likeness = {
            pk: 2 * number / (len(groups) + self.sizes[pk]) for pk, number in shared.items()
        }
        least = max(MIN_SIMILARITY, MIN_SHARE_OF_BEST * max(likeness.values(), default=0))
        near = [pk for pk, value in likeness.items() if value >= least]
        return sorted(near, key=lambda pk: (-likeness[pk], pk))[:MAX_LIKELY_PAGES]


def likely_pages(request: HttpRequest) -> list[LikelyPage]:
    """At most three public pages a visitor of this address may have meant."""
    site, slug = Site.find_for_request(request), slug_from_path(request.path)
    if site is None or not slug:
        return []
    groups = trigram_index_cache.get(site.pk, lambda: TrigramIndex(public_slugs(site)))
    nearest = groups.nearest(slug)
    if not nearest:
        return []
    found = VisibleQuerySet(Page).visible().in_bulk(nearest)
    pages = (found[pk] for pk in nearest if pk in found)
    return [LikelyPage(page.title, page.url) for page in pages if page.url]


def public_slugs(site: Site) -> dict[int, str]:
    """The last part of the address of public pages below the home page, by id."""
    below = VisibleQuerySet(Page).visible().descendant_of(site.root_page)
    return dict(below.order_by("depth", "-pk").values_list("pk", "slug")[:MAX_INDEXED_PAGES])


def slug_from_path(path: str) -> str:
    """What names the page in an address, as pages spell it; empty where nothing does."""
    parts = [part for part in path[-4 * MAX_SLUG_LENGTH :].split("/") if part]
    name = EXTENSION.sub("", parts[-1]) if parts else ""
    return slugify(name.replace("_", "-"), allow_unicode=True)[:MAX_SLUG_LENGTH]


def split_trigrams(slug: str) -> set[str]:
    """Every three letters in a row, the word's ends counting as letters."""
    padded = f"-{slug.lower()}-"
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
