"""What a signature covers, as one number that is the same for the same content."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from articles.blocks.references import ReferenceChooserBlock
from articles.blocks.walk import StoredBlock, get_sections
from articles.citations.markup import replace_marks
from articles.models import ArticlePage
from articles.models.change import sort_newest_first
from articles.models.cited_references import get_references_by_id

WHITESPACE = re.compile(r"\s+")
# Draftail's own names for paragraphs, and white space at their ends.
BLOCK_KEY = re.compile(r'\s*\bdata-block-key="[^"]*"')
SPACE_AROUND_BLOCK_TAGS = re.compile(r"\s*(</?(?:p|ul|ol|li|h[1-6]|blockquote|br|hr)\b[^<>]*>)\s*")


def compute_content_hash(article: ArticlePage) -> str:
    """SHA-256 in hex of what a reviewer vouches for: all that the article says in words.

    That is its title, standfirst and body, its log of changes, and what lists and search engines
    say of it. The ids of blocks, white space and the wording of citation marks do not count, nor
    do pictures and the texts of invitations, which stand on many pages. A source counts as the
    record it is: mending that changes nothing, citing another does, and one that was merged is
    the one it was merged into. One query for the sources, or two.
    """
    parts = [part for section in get_sections(article.body) for part in section.parts]
    named = get_references_by_id({pk for part in parts for pk in part.ids})
    works = {pk: str(source.pk) for pk, source in named.items()}
    content = [
        _normalise_line(article.title),
        _normalise_line(article.summary),
        [_normalise_line(text) for text in (article.card_summary, article.seo_title)],
        _normalise_line(article.search_description),
        [
            [str(row.day), row.kind, _normalise_line(row.text)]
            for row in sort_newest_first(article.changes.all())
        ],
        [[part.block.name, _normalise_value(part, works)] for part in parts],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _normalise_value(part: StoredBlock, works: Mapping[int, str]) -> Any:
    """What the part itself holds; null for one that holds others, which follow it.

    Null, too, for what is empty: a text from before a field existed is the same with it.
    """
    if isinstance(part.block, ReferenceChooserBlock):
        return [works.get(pk, str(pk)) for pk in part.ids] or None
    if isinstance(part.value, str):
        return _normalise_rich_text(part.value, works) or None
    return None if isinstance(part.value, Mapping | list) else part.value or None


def _normalise_rich_text(text: str, works: Mapping[int, str]) -> str:
    marked = replace_marks(
        text, lambda mark: f"[{' '.join(works.get(pk, str(pk)) for pk in mark.ids)}]"
    )
    return _normalise_line(SPACE_AROUND_BLOCK_TAGS.sub(r"\1", BLOCK_KEY.sub("", marked)))


def _normalise_line(text: str) -> str:
    return WHITESPACE.sub(" ", text).strip()
