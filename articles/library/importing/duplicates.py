"""Records of one import that are the same work as another of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from articles.library.importing.matching import UNIQUE_IDENTIFIERS
from articles.library.importing.plan_rows import Row, RowStatus
from articles.references.similarity import find_duplicates, fingerprint
from articles.references.source import Source


def group_duplicates(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Rows that are one work, or may be, each group in the order of the file."""
    read = [(row, row.source) for row in rows if row.source]
    sources = [source for _row, source in read]
    leader = list(range(len(read)))

    def first(place: int) -> int:
        while leader[place] != place:
            leader[place] = place = leader[leader[place]]
        return place

    sure = ((one, other) for one, other, _reason in find_duplicates(sources))
    for pair in (*sure, *_possible_duplicates(sources)):
        early, late = sorted(map(first, pair))
        leader[late] = early
    members: dict[int, list[Row]] = defaultdict(list)
    for place, (row, _source) in enumerate(read):
        members[first(place)].append(row)
    return (group for group in members.values() if len(group) > 1)


def best_row(group: Iterable[Row]) -> Row:
    """The one to take: known already, else one that can be imported, whole, and first."""
    return min(
        group,
        key=lambda row: (
            row.status != RowStatus.KNOWN,
            row.is_blocked,
            row.status != RowStatus.NEW,
            row.number,
        ),
    )


def _possible_duplicates(sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """Pairs that only their numbers could tell apart, and do not: a "Reply" and another one."""
    seen: dict[str, int] = {}
    for place, source in enumerate(sources):
        mark = fingerprint(source)
        earlier = seen.setdefault(mark, place)
        if mark and earlier != place and not _identifiers_differ(sources[earlier], source):
            yield earlier, place


def _identifiers_differ(one: Source, other: Source) -> bool:
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
        for name in UNIQUE_IDENTIFIERS
    )
