"""Find sources for a citation: those of the page being written first, then the most used."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Value, When

from articles.library.search import filter_by_words
from articles.library.usage import with_use_count
from articles.models import Reference
from articles.models.cited_references import get_references_by_id

PAGE_SIZE = 30
# The sources of a page that come first; a page with more cites a good part of the library.
MAX_CITED_FIRST = 100


@dataclass(frozen=True)
class ReferenceSearchResult:
    """Some rows of a result; `next_start` is where the next ones start, None after the last."""

    references: list[Reference]
    total: int
    next_start: int | None


def search_references(
    query: str, here: Sequence[int] = (), start: int = 0
) -> ReferenceSearchResult:
    """The sources that contain every word of the query, in two queries however many there are.

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
    """The sources with these ids in their order, each once; unknown ids are left out.

    An id that was merged into another stands for the source it became.
    """
    found = get_references_by_id(ids)
    pks = list(dict.fromkeys(found[pk].pk for pk in ids if pk in found))
    counted = {one.pk: one for one in with_use_count(Reference.objects.filter(pk__in=pks))}
    return [counted[pk] for pk in pks if pk in counted]
