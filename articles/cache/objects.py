"""What pages name again and again: people, categories, invitations, articles to read next."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from articles.cache.versioned import VersionedLRUCache

objects_cache = VersionedLRUCache(max_weight=10)
# Some two kilobytes each.
cards_cache = VersionedLRUCache(max_weight=1000)


def cached_in_bulk(objects, ids: Iterable[int | None]) -> dict[int, Any]:
    """Objects of a queryset by id: all of them are read once and kept until public content changes.

    For models whose objects do not grow in number with the articles. One queryset for each model:
    its name is the key. What is kept is shared by all pages, and nobody changes it.
    """
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    everything = objects_cache.get(objects.model, lambda: objects.in_bulk())
    return {pk: everything[pk] for pk in wanted if pk in everything}


def cached_object(objects, pk: int | None) -> Any:
    """The object with this id, of those that `known` keeps; None without."""
    return next(iter(cached_in_bulk(objects, [pk]).values()), None)


def cached_cards(articles, ids: Iterable[int]) -> dict[int, Any]:
    """Those of these articles that visitors may see, by id, as their cards show them.

    One query for all that are not kept yet, and none in most cases.
    """
    wanted = list(ids)

    @cache
    def found() -> dict[int, Any]:
        return articles.visible().for_cards().in_bulk(wanted)

    shown = {pk: cards_cache.get(pk, partial(_load_card, found, pk)) for pk in wanted}
    return {pk: article for pk, article in shown.items() if article}


def _load_card(found: Callable[[], dict[int, Any]], pk: int) -> Any:
    return found().get(pk)
