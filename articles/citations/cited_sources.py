"""What a list says about an article without opening its body: sources and reading time.

Computed when the article is saved and stored on it, so that a page with twenty cards needs one
query and not twenty.
"""

import math
import re
from typing import NamedTuple

from articles.citations.markup import find_marks

REFERENCE_MODEL = "articles.Reference"
FURTHER_READING = "further_reading"
WORDS_PER_MINUTE = 220
HTML_TAG = re.compile(r"<[^>]+>")


class SourceIds(NamedTuple):
    """The ids of the sources a text names, in order."""

    cited: list[int]
    """One for every place where a source is cited."""
    further: list[int]
    """Recommended without being cited."""


def extract_source_ids(text) -> SourceIds:
    """What a body, or the HTML of a rich text, names.

    Asks the blocks what they refer to, the way Wagtail's own reference index does: a block that
    cites something has to say so once and is then numbered, counted and protected.
    """
    if isinstance(text, str):
        return SourceIds([pk for mark in find_marks(text) for pk in mark.ids], [])
    named = SourceIds([], [])
    for model, object_id, _model_path, content_path in text.stream_block.extract_references(text):
        if model._meta.label == REFERENCE_MODEL:
            is_further = FURTHER_READING in content_path.split(".")
            (named.further if is_further else named.cited).append(int(object_id))
    return named


def extract_cited_ids(text) -> list[int]:
    """The sources a text cites: one for every place, in order."""
    return extract_source_ids(text).cited


def estimate_reading_minutes(body) -> int:
    """Whole minutes to read the body, at least one."""
    text = " ".join(body.stream_block.get_searchable_content(body))
    return max(1, math.ceil(len(HTML_TAG.sub(" ", text).split()) / WORDS_PER_MINUTE))
