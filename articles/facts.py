"""What a list says about an article without opening its body: sources and reading time.

Computed when the article is saved and stored on it, so that a page with twenty cards needs one
query and not twenty.
"""

import math
import re

from articles.citations.numbering import Occurrence

REFERENCE = "articles.Reference"
WORDS_A_MINUTE = 220
TAG = re.compile(r"<[^>]+>")


def occurrences(body) -> list[Occurrence]:
    """Every place in the body that cites a source, in reading order.

    Asks the blocks what they refer to, the way Wagtail's own reference index does: a block that
    cites something has to say so once and is then numbered, counted and protected.
    """
    return [
        Occurrence(content_path.rsplit(".", 1)[-1], int(object_id))
        for model, object_id, _model_path, content_path in body.stream_block.extract_references(
            body
        )
        if model._meta.label == REFERENCE
    ]


def reading_minutes(body) -> int:
    """Whole minutes to read the body, at least one."""
    text = " ".join(body.stream_block.get_searchable_content(body))
    return max(1, math.ceil(len(TAG.sub(" ", text).split()) / WORDS_A_MINUTE))
