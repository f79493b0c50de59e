"""Related articles and the reason for each."""

from typing import Any, NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from articles.cache.objects import cached_cards
from articles.cache.versioned import VersionedLRUCache

DEFAULT_RELATED_LIMIT = 3
# Enough after removing the article itself, its original if it is an alias, and its three picks.
MAX_CANDIDATES = DEFAULT_RELATED_LIMIT + 5
CHOSEN, SAME_TOPIC, OTHER_TOPIC = range(3)

# By id of the category.
nearest_cache = VersionedLRUCache("nearest articles", max_weight=5000)


class RelatedArticle(NamedTuple):
    """A suggestion and its reason in words."""

    article: Any
    reason: str


def get_related_articles(article, limit: int = DEFAULT_RELATED_LIMIT) -> list[RelatedArticle]:
    """Return the editor's picks in order, then the nearest articles up to the limit.

    Nearest means: same category, then cross-listed to it, then most recently reviewed. Excludes
    the article itself, its aliases or original, and all that is not public. At most one query, and
    three small ones for the first article of a category.
    """
    picks = dict.fromkeys((child.value for child in article.related_picks if child.value), CHOSEN)
    same = {article.pk, article.alias_of_id}
    near = nearest_cache.get(
        article.category_id, lambda: _find_nearest(type(article), article.category_id)
    )
    fillers = [pk for pk in near if pk not in same and pk not in picks]
    reasons = near | picks
    found = cached_cards(type(article).objects, [*picks, *fillers[:limit]])
    shown = [
        found[pk]
        for pk in (*picks, *fillers)
        if pk in found and pk not in same and found[pk].alias_of_id != article.pk
    ]
    return [RelatedArticle(each, _describe_reason(reasons[each.pk])) for each in shown[:limit]]


def _find_nearest(model, category_id: int | None) -> dict[int, int]:
    """Return the reason for each of the category's nearest articles, nearest first."""
    visible = (
        model.objects.visible()
        .without_duplicates()
        .order_by(F("reviewed_on").desc(nulls_last=True), "-first_published_at", "pk")
    )
    near: dict[int, int] = {}
    for articles, reason in (
        (visible.filter(category_id=category_id), SAME_TOPIC),
        (visible.filter(cross_listings__category_id=category_id).distinct(), SAME_TOPIC),
        (visible, OTHER_TOPIC),
    ):
        missing = MAX_CANDIDATES - len(near)
        ids = articles.exclude(pk__in=list(near)).values_list("pk", flat=True)[:missing]
        near |= dict.fromkeys(ids, reason)
    return near


def _describe_reason(reason: int) -> str:
    if reason == CHOSEN:
        return _("Chosen by the editor")
    return _("From another topic") if reason == OTHER_TOPIC else _("Same topic")
