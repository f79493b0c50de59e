"""Find the ids of the sources that a text names."""

from typing import NamedTuple

from articles.citations.markup import find_marks

REFERENCE_MODEL = "articles.Reference"
FURTHER_READING = "further_reading"


class SourceIds(NamedTuple):
    """The ids of the sources that a text names, in order."""

    cited: list[int]
    """One for every place that cites a source."""
    further: list[int]
    """Recommended without being cited."""


def extract_source_ids(text) -> SourceIds:
    """Return the ids in a body or in the HTML of a rich text.

    The blocks report what they refer to, as they do for Wagtail's reference index, so a new block
    that cites sources is numbered, counted and protected without further code.
    """
    if isinstance(text, str):
        return SourceIds([pk for mark in find_marks(text) for pk in mark.ids], [])
    ids = SourceIds([], [])
    for model, object_id, _model_path, content_path in text.stream_block.extract_references(text):
        if model._meta.label == REFERENCE_MODEL:
            is_further = FURTHER_READING in content_path.split(".")
            (ids.further if is_further else ids.cited).append(int(object_id))
    return ids


def extract_cited_ids(text) -> list[int]:
    """Return the ids of the cited sources: one for every place, in order."""
    return extract_source_ids(text).cited
