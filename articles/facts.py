"""What a list says about an article without opening its body: sources and reading time.

Computed when the article is saved and stored on it, so that a page with twenty cards needs one
query and not twenty.
"""

import math
import re
from collections.abc import Iterator

from articles.citations.markup import find_marks

REFERENCE = "articles.Reference"
FURTHER_READING = "further_reading"
WORDS_A_MINUTE = 220
TAG = re.compile(r"<[^>]+>")


def cited_ids(text) -> list[int]:
    """The sources that a body, or the HTML of a rich text, cites: one for every place, in order.

    Asks the blocks what they refer to, the way Wagtail's own reference index does: a block that
    cites something has to say so once and is then numbered, counted and protected.
    """
    if isinstance(text, str):
        return [pk for mark in find_marks(text) for pk in mark.ids]
    return [pk for path, pk in _named(text) if FURTHER_READING not in path]


def further_reading(text) -> list[int]:
    """The ids of the sources a body recommends without citing them."""
    if isinstance(text, str):
        return []
    return [pk for path, pk in _named(text) if FURTHER_READING in path]


def _named(body) -> Iterator[tuple[list[str], int]]:
    """Every source a body names, with the path of block ids and field names that leads there."""
    for model, object_id, _model_path, content_path in body.stream_block.extract_references(body):
        if model._meta.label == REFERENCE:
            yield content_path.split("."), int(object_id)


def reading_minutes(body) -> int:
    """Whole minutes to read the body, at least one."""
    text = " ".join(body.stream_block.get_searchable_content(body))
    return max(1, math.ceil(len(TAG.sub(" ", text).split()) / WORDS_A_MINUTE))
