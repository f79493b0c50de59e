"""What pages name again and again: people, categories, invitations, articles to read next."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from articles.cache.versioned import Kept

kept = Kept(most=10)
# Some two kilobytes each.
cards = Kept(most=1000)


def known(objects, ids: Iterable[int | None]) -> dict[int, Any]:
    """Objects of a queryset by id: all of them are read once and kept until public content changes.

    For models whose objects do not grow in number with the articles. One queryset for each model:
    its name is the key. What is kept is shared by all pages, and nobody changes it.
    """
    wanted = {pk for pk in ids if pk}
    if not wanted:
        return {}
    everything = kept.get(objects.model, lambda: objects.in_bulk())
    return {pk: everything[pk] for pk in wanted if pk in everything}


def known_one(objects, pk: int | None) -> Any:
    """The object with this id, of those that `known` keeps; None without."""
    return next(iter(known(objects, [pk]).values()), None)


def known_cards(articles, ids: Iterable[int]) -> dict[int, Any]:
    """Those of these articles that visitors may see, by id, as their cards show them.

    One query for all that are not kept yet, and none in most cases.
    """
    wanted = list(ids)

    @cache
    def found() -> dict[int, Any]:
        return articles.visible().for_cards().in_bulk(wanted)

    shown = {pk: cards.get(pk, partial(_one_of, found, pk)) for pk in wanted}
    return {pk: article for pk, article in shown.items() if article}


def _one_of(found: Callable[[], dict[int, Any]], pk: int) -> Any:
    return found().get(pk)
