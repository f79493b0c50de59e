"""A body read once for all checks."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from articles.blocks.walk import BodySection, get_sections
from articles.models import Reference
from articles.models.cited_references import get_references_by_id


class BodyReading(NamedTuple):
    """The sections of a body, and its sources by the ids that name them.

    An id that is missing from `references` names a source that was deleted.
    """

    sections: list[BodySection]
    references: Mapping[int, Reference]


def read_body(body) -> BodyReading:
    """Return the reading of a body: one query for its sources, two if some were merged."""
    sections = get_sections(body)
    return BodyReading(sections, get_references_by_id(get_source_ids(sections)))


def get_source_ids(sections: Iterable[BodySection]) -> set[int]:
    return {pk for section in sections for part in section.parts for pk in part.ids}
