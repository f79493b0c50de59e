"""From a body to its numbered sources, for any page that shows one."""

from articles.citations.numbering import Citations, number_citations
from articles.facts import occurrences

from .reference import Reference


def citations_of(body) -> Citations:
    """The numbered sources of a body, read in one query; none where nothing is cited."""
    places = occurrences(body)
    return number_citations(
        places, Reference.objects.in_bulk({place.reference_id for place in places})
    )
