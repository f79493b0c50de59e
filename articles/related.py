"""Which articles to read next, and why."""

from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Value, When
from django.utils.translation import gettext as _

SHOWN = 3
SAME_CATEGORY, CROSS_LISTED, ELSEWHERE = 1000, 1001, 1002


class Related(NamedTuple):
    """A suggestion and the reason for it, in words."""

    article: Any
    reason: str


def related_articles(article, limit: int = SHOWN) -> list[Related]:
    """The editor's picks in their order, then the nearest articles until there are enough.

    Nearest means: same home category, then cross-listed in it, then most recently reviewed. Never
    the article itself, a draft, a private or an expired page. One query.
    """
    from articles.models import ArticleCrossListing  # the article's module asks this one

    picks = [child.value for child in article.related_picks if child.value]
    cross_listed = ArticleCrossListing.objects.filter(
        page_id=OuterRef("pk"), category_id=article.category_id
    )
    candidates = type(article).objects.visible().exclude(pk=article.pk)
    ranked = candidates.annotate(
        rank=Case(
            *(When(pk=pk, then=Value(place)) for place, pk in enumerate(picks)),
            When(category_id=article.category_id, then=Value(SAME_CATEGORY)),
            When(Exists(cross_listed), then=Value(CROSS_LISTED)),
            default=Value(ELSEWHERE),
            output_field=IntegerField(),
        )
    ).order_by("rank", F("reviewed_on").desc(nulls_last=True), "-first_published_at", "pk")
    return [Related(candidate, _reason(candidate.rank)) for candidate in ranked[:limit]]


def _reason(rank: int) -> str:
    if rank < SAME_CATEGORY:
        return _("Chosen by the editor")
    return _("From another topic") if rank == ELSEWHERE else _("Same topic")
