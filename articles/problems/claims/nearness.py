"""Find what is near a passage: sources in the paragraphs around it, and the heading above."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.passages import Passage


def find_around(passages: Sequence[Passage]) -> list[frozenset[int]]:
    """Return for each passage the ids of the sources beside it, in the same part of the page.

    A list counts as one paragraph: its items may rest on what introduces it, or on what follows.
    """
    parts = list(_parts(passages))
    cited = [frozenset().union(*(_source_ids(passage) for passage in part)) for part in parts]
    found: list[frozenset[int]] = []
    for number, part in enumerate(parts):
        ids = cited[number] if _is_item(part[0]) else frozenset()
        for other in (number - 1, number + 1):
            if 0 <= other < len(parts) and parts[other][0].group == part[0].group:
                ids |= cited[other]
        found += [ids] * len(part)
    return found


def find_headings(passages: Sequence[Passage]) -> list[str]:
    """Return the heading above each passage, in the same part of the page."""
    found = []
    group, heading = None, ""
    for passage in passages:
        if passage.group != group:
            group, heading = passage.group, ""
        found.append(heading)
        if passage.kind is TextKind.HEADING:
            heading = passage.text
    return found


def _parts(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield the paragraphs one by one, and each list as a whole."""
    for (is_item, _group), run in groupby(
        passages, key=lambda passage: (_is_item(passage), passage.group)
    ):
        if is_item:
            yield list(run)
        else:
            yield from ([passage] for passage in run)


def _is_item(passage: Passage) -> bool:
    return passage.kind is TextKind.ITEM


def _source_ids(passage: Passage) -> frozenset[int]:
    marked = (pk for mark in passage.marks for pk in mark.source_ids)
    return frozenset((*marked, *passage.beside))
