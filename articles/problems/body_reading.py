"""A body read once for all checks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from wagtail import blocks

from articles.blocks.walk import BodySection, get_sections
from articles.cache.objects import cached_live_in_bulk
from articles.models import CallToAction, Reference
from articles.models.cited_references import get_references_by_id


class BodyReading(NamedTuple):
    """The sections of a body, and its sources and calls to action by the ids that name them.

    An id that is missing from these names something that was deleted.
    """

    sections: list[BodySection]
    references: Mapping[int, Reference]
    calls_to_action: Mapping[int, CallToAction]


def read_body(body) -> BodyReading:
    """Return the reading of a body: one query for its sources, two if some were merged.

    Calls to action are cached, except drafts.
    """
    return read_sections(get_sections(body))


def read_sections(*bodies: list[BodySection]) -> BodyReading:
    """Return the reading of all sections of some bodies, with the same queries as for one."""
    sections = [section for body in bodies for section in body]
    return BodyReading(
        sections,
        get_references_by_id(get_source_ids(sections)),
        cached_live_in_bulk(
            CallToAction.objects.select_related("link_page").order_by(),
            get_call_to_action_ids(sections),
        ),
    )


def get_source_ids(sections: Iterable[BodySection]) -> set[int]:
    return {pk for section in sections for part in section.parts for pk in part.ids}


def get_call_to_action_ids(sections: Iterable[BodySection]) -> set[int]:
    return {
        part.value
        for section in sections
        for part in section.parts
        if getattr(part.block, "is_call_to_action", False) and isinstance(part.value, int)
    }


def iter_prose(sections: list[BodySection]) -> Iterator[str]:
    """Yield the paragraphs of running text: no headings, names, captions, tables or citations."""
    for section in sections:
        if not getattr(section.parts[0].block, "is_prose", True):
            continue
        for part in section.parts:
            if isinstance(part.block, blocks.RichTextBlock | blocks.TextBlock):
                yield from part.text.splitlines()
