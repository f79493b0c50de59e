"""Matching of records with the library, and with the other records of their import."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from articles.library.importing.plan_rows import Row, RowStatus
from articles.library.usage import QUERY_BATCH_SIZE
from articles.models import Reference
from articles.references.identifiers import UNIQUE_IDENTIFIERS
from articles.references.similarity import (
    find_duplicates,
    fingerprint,
    matching_keys,
    same_work_reason,
)
from articles.references.source import Source

# Hundreds of letters may be called "Reply": a record is compared with some of them only.
MAX_MATCHES = 8


@dataclass(frozen=True)
class Match:
    """A reference that a record is or, if there is no `reason`, may be."""

    reference: Reference
    source: Source
    reason: str


class LibraryMatcher:
    """The references that any of the sources may be, loaded in a few queries."""

    def __init__(self, sources: Iterable[Source]):
        self._sources: dict[int, Source] = {}
        self._by_key: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        for reference in _candidates(sources):
            self._sources[reference.pk] = source = reference.source
            for key in matching_keys(source).items():
                self._by_key[key].append(reference)

    def matches(self, source: Source) -> list[Match]:
        """Return the references that share a key with the source, matches by number first."""
        sharing = {
            reference.pk: reference
            for key in matching_keys(source).items()
            for reference in self._by_key.get(key, [])[:MAX_MATCHES]
        }
        return [
            Match(reference, self._sources[pk], same_work_reason(source, self._sources[pk]))
            for pk, reference in sharing.items()
        ]


def shared_identifiers(one: Source, other: Source) -> list[str]:
    """Return the names of the unique numbers that both sources have."""
    return [
        n for n in UNIQUE_IDENTIFIERS if getattr(one, n) and getattr(one, n) == getattr(other, n)
    ]


def _candidates(sources: Iterable[Source]) -> Iterable[Reference]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for name, value in matching_keys(source).items():
            wanted[name].add(value)
    candidates: dict[int, Reference] = {}
    for name, value_set in wanted.items():
        values = sorted(value_set)
        for start in range(0, len(values), QUERY_BATCH_SIZE):
            batch = {f"{name}__in": values[start : start + QUERY_BATCH_SIZE]}
            for reference in Reference.objects.filter(**batch).order_by("pk"):
                candidates.setdefault(reference.pk, reference)
    return candidates.values()


def group_duplicates(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Group the rows that are, or may be, one work, each group in the order of the file."""
    read = [(row, row.source) for row in rows if row.source]
    sources = [source for _row, source in read]
    leader = list(range(len(read)))

    def first(index: int) -> int:
        while leader[index] != index:
            leader[index] = index = leader[leader[index]]
        return index

    certain = ((one, other) for one, other, _reason in find_duplicates(sources))
    for pair in (*certain, *_possible_duplicates(sources)):
        early, late = sorted(map(first, pair))
        leader[late] = early
    groups: dict[int, list[Row]] = defaultdict(list)
    for index, (row, _source) in enumerate(read):
        groups[first(index)].append(row)
    return (group for group in groups.values() if len(group) > 1)


def best_row(group: Iterable[Row]) -> Row:
    """Return the row to import: preferably one that is known, importable, undamaged, early."""
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
    """Find pairs with the same fingerprint whose numbers do not differ: two letters "Reply"."""
    seen: dict[str, int] = {}
    for index, source in enumerate(sources):
        mark = fingerprint(source)
        earlier = seen.setdefault(mark, index)
        if mark and earlier != index and not _identifiers_differ(sources[earlier], source):
            yield earlier, index


def _identifiers_differ(one: Source, other: Source) -> bool:
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
        for name in UNIQUE_IDENTIFIERS
    )
