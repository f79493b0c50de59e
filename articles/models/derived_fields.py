"""Values derived from the body of an article and stored with it, so that lists need not load it."""

import math
import re

WORDS_PER_MINUTE = 220
HTML_TAG = re.compile(r"<[^>]+>")


def estimate_reading_minutes(body) -> int:
    """Return the whole minutes it takes to read a body, at least one."""
    text = " ".join(body.stream_block.get_searchable_content(body))
    return max(1, math.ceil(len(HTML_TAG.sub(" ", text).split()) / WORDS_PER_MINUTE))
