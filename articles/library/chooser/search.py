"""Search for sources to cite: those of the page being edited first, then the most used."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Value, When

from articles.library.filters import filter_by_words
from articles.library.usage import with_use_count
from articles.models import Reference
from articles.models.cited_references import get_references_by_id

PAGE_SIZE = 30
# Of the sources of the page, this many come first.
MAX_CITED_FIRST = 100


@dataclass(frozen=True)
class ReferenceSearchResult:
    """One page of results; `next_start` is the start of the next, None on the last."""

    references: list[Reference]
    total: int
    next_start: int | None


def search_references(
    query: str, here: Sequence[int] = (), start: int = 0
) -> ReferenceSearchResult:
    """Return the sources that contain every word of the query, in two database queries.

    `here` are the ids of the sources that the page cites, in its order.
    """
    matched = filter_by_words(Reference.objects.all(), query)
    total = matched.count()
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(here[:MAX_CITED_FIRST])]
    rows = (
        with_use_count(matched)
        .annotate(page_place=Case(*places, default=Value(MAX_CITED_FIRST)))
        .order_by("page_place", F("use_count").desc(), "authors", "year", "pk")
    )
    end = start + PAGE_SIZE
    return ReferenceSearchResult(list(rows[start:end]), total, end if end < total else None)


def references_in_order(ids: Sequence[int]) -> list[Reference]:
    """Return the sources with these ids in their order, each once; unknown ids are skipped.

    The id of a source that was merged leads to the one it was merged into.
    """
    found = get_references_by_id(ids)
    pks = list(dict.fromkeys(found[pk].pk for pk in ids if pk in found))
    counted = with_use_count(Reference.objects.all()).in_bulk(pks)
    return [counted[pk] for pk in pks if pk in counted]
