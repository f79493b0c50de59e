"""From the texts of a page to its numbered sources."""

from collections.abc import Iterable

from articles.citations.numbering import Citations, number_citations
from articles.facts import cited_ids, further_reading

from .merged_reference import MergedReference
from .reference import Reference


def references_by_id(ids: Iterable[int]) -> dict[int, Reference]:
    """The sources with these ids in one query, and in another those since merged into others."""
    wanted = set(ids)
    found = Reference.objects.order_by().in_bulk(wanted)
    if missing := wanted - found.keys():
        merged = MergedReference.objects.select_related("reference").in_bulk(missing)
        found |= {old_id: row.reference for old_id, row in merged.items()}
    return found


def citations_of(*texts) -> Citations:
    """The numbered sources of bodies and rich texts in reading order; none where none is cited."""
    cited = [pk for text in texts for pk in cited_ids(text)]
    further = [pk for text in texts for pk in further_reading(text)]
    return number_citations(cited, references_by_id([*cited, *further]), further)
