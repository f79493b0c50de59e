"""Which references of the library a record may be: looked up for all records at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from articles.models import Reference
from articles.references.similarity import fingerprint, same_work_reason
from articles.references.source import Source, SourceKind

# Each of these numbers belongs to one reference only.
UNIQUE_IDENTIFIERS = ("doi", "pmid", "pmcid")
# What one query asks for at most: every SQLite and PostgreSQL accepts this many.
QUERY_BATCH_SIZE = 900
# Hundreds of letters may be called "Reply"; it is enough to compare with some of them.
MAX_MATCHES = 8


@dataclass(frozen=True)
class Match:
    """A reference that a record may be; `reason` is empty where that is only possible."""

    reference: Reference
    source: Source
    reason: str


class LibraryMatcher:
    """The references that any of the sources may be, read in a few queries."""

    def __init__(self, sources: Iterable[Source]):
        self._sources: dict[int, Source] = {}
        self._by_mark: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        for reference in _candidates(sources):
            self._sources[reference.pk] = source = reference.source
            for mark in matching_keys(source).items():
                self._by_mark[mark].append(reference)

    def matches(self, source: Source) -> list[Match]:
        """Those that share a mark with the source, the ones by number first."""
        sharing = {
            reference.pk: reference
            for mark in matching_keys(source).items()
            for reference in self._by_mark.get(mark, [])[:MAX_MATCHES]
        }
        return [
            Match(reference, self._sources[pk], same_work_reason(source, self._sources[pk]))
            for pk, reference in sharing.items()
        ]


def matching_keys(source: Source) -> Mapping[str, str]:
    """What a source shares with others that may be the same work; a trial its registration."""
    found = {name: getattr(source, name) for name in UNIQUE_IDENTIFIERS}
    found["registration"] = source.registration if source.kind == SourceKind.TRIAL else ""
    found["fingerprint"] = fingerprint(source)
    return {name: mark for name, mark in found.items() if mark}


def shared_identifiers(one: Source, other: Source) -> list[str]:
    """The names of the numbers that both have, and that only one reference may have."""
    return [
        n for n in UNIQUE_IDENTIFIERS if getattr(one, n) and getattr(one, n) == getattr(other, n)
    ]


def _candidates(sources: Iterable[Source]) -> Iterable[Reference]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        for name, mark in matching_keys(source).items():
            wanted[name].add(mark)
    found: dict[int, Reference] = {}
    for name, values in wanted.items():
        for chunk in _chunks(sorted(values)):
            for reference in Reference.objects.filter(**{f"{name}__in": chunk}).order_by("pk"):
                found.setdefault(reference.pk, reference)
    return found.values()


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), QUERY_BATCH_SIZE):
        yield values[start : start + QUERY_BATCH_SIZE]
