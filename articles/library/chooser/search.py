"""Find sources for a citation: those of the page being written first, then the most used."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Value, When

from articles.library.search import matching
from articles.library.usage import with_use_count
from articles.models import Reference
from articles.models.cited_references import references_by_id

ROWS = 30
# The sources of a page that come first; a page with more cites a good part of the library.
MOST_FIRST = 100


@dataclass(frozen=True)
class Found:
    """Some rows of a result; `following` is where the next ones start, None after the last."""

    references: list[Reference]
    total: int
    following: int | None


def find(query: str, here: Sequence[int] = (), start: int = 0) -> Found:
    """The sources that contain every word of the query, in two queries however many there are.

    `here` are the ids of the sources that the page cites, in its order.
    """
    matched = matching(Reference.objects.all(), query)
    total = matched.count()
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(here[:MOST_FIRST])]
    rows = (
        with_use_count(matched)
        .annotate(page_place=Case(*places, default=Value(MOST_FIRST)))
        .order_by("page_place", F("use_count").desc(), "authors", "year", "pk")
    )
    end = start + ROWS
    return Found(list(rows[start:end]), total, end if end < total else None)


def in_order(ids: Sequence[int]) -> list[Reference]:
    """The sources with these ids in their order, each once; unknown ids are left out.

    An id that was merged into another stands for the source it became.
    """
    found = references_by_id(ids)
    pks = list(dict.fromkeys(found[pk].pk for pk in ids if pk in found))
    counted = {one.pk: one for one in with_use_count(Reference.objects.filter(pk__in=pks))}
    return [counted[pk] for pk in pks if pk in counted]
