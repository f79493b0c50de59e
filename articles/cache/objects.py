"""Cached lookups of objects that many pages share: people, categories, calls to action, cards."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from articles.cache.versioned import VersionedLRUCache
from articles.utils.site_scope import get_library

objects_cache = VersionedLRUCache("objects", max_weight=10, per_site=False)
# About two kilobytes each.
cards_cache = VersionedLRUCache("cards", max_weight=1000)


def cached_in_bulk(objects, ids: Iterable[int | None]) -> dict[int, Any]:
    """Return objects of a queryset by id. All objects of the model are read once and cached.

    For models whose number of objects does not grow with the articles, always with the same
    queryset: the model is the key. Pages share the objects, so never change them.
    """
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    everything = objects_cache.get((objects.model, get_library()), lambda: objects.in_bulk())
    return {pk: everything[pk] for pk in wanted if pk in everything}


def cached_live_in_bulk(objects, ids: Iterable[int | None]) -> dict[int, Any]:
    """Return objects with drafts by id. Only live ones are cached; the others are read each time.

    A draft changes without a change of public content, which would empty the cache.
    """
    wanted = {pk for pk in ids if pk}
    found = cached_in_bulk(objects.filter(live=True), wanted)
    missing = wanted - found.keys()
    return found | objects.in_bulk(missing) if missing else found


def cached_object(objects, pk: int | None) -> Any:
    """Return the object with this id from `cached_in_bulk`, or None."""
    return cached_in_bulk(objects, [pk]).get(pk) if pk else None


def cached_cards(articles, ids: Iterable[int]) -> dict[int, Any]:
    """Return the public articles among these by id, with the fields their cards show.

    At most one query, for all that are not cached.
    """
    wanted = list(ids)

    @cache
    def load_all() -> dict[int, Any]:
        return articles.visible().for_cards().in_bulk(wanted)

    def load(pk: int) -> Any:
        return load_all().get(pk)

    cards = {pk: cards_cache.get(pk, partial(load, pk)) for pk in wanted}
    return {pk: article for pk, article in cards.items() if article}
