"""Load the sources that texts cite, and number them."""

from collections.abc import Iterable

from articles.citations.cited_sources import extract_source_ids
from articles.citations.numbering import Citations, number_citations
from articles.models.merged_reference import MergedReference
from articles.models.reference import Reference


def get_references_by_id(ids: Iterable[int]) -> dict[int, Reference]:
    """Return the sources with these ids in one query, and merged ones in a second query."""
    wanted = set(ids)
    found = Reference.objects.order_by().in_bulk(wanted)
    if missing := wanted - found.keys():
        merged = MergedReference.objects.select_related("reference").in_bulk(missing)
        found |= {old_id: row.reference for old_id, row in merged.items()}
    return found


def build_citations(*texts) -> Citations:
    """Return the numbered sources of bodies and rich texts, in reading order."""
    named = [extract_source_ids(text) for text in texts]
    cited = [pk for each in named for pk in each.cited]
    further = [pk for each in named for pk in each.further]
    return number_citations(cited, get_references_by_id([*cited, *further]), further)
