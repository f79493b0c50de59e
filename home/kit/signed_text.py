"""A digest of a signed text that is the same in every database.

The hash of a sign-off (`articles.problems.content_hash`) contains numbers of the database. A kit
has this digest instead: it says that the text beside it is the one that was signed, and no longer
does when somebody edits the file.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from wagtail import blocks

from articles.blocks.references import ReferenceChooserBlock
from articles.blocks.walk import StoredBlock, get_sections
from articles.models import ArticlePage, Waiver
from articles.models.change import sort_newest_first
from articles.problems.content_hash import (
    find_standing_waivers,
    normalise_line,
    strip_block_keys,
)
from home.kit.names import Names
from home.kit.rich_text import encode_html


def digest_signed_text(article: ArticlePage, names: Names) -> str:
    """Return the SHA-256, in hex, of what `compute_content_hash` covers, with names for ids.

    Waivers have no names: what they say stands for them.
    """
    lines = (article.title, article.summary, article.card_summary, article.seo_title)
    content: list[Any] = [
        [normalise_line(text) for text in (*lines, article.search_description)],
        [
            [str(row.day), row.kind, normalise_line(row.text)]
            for row in sort_newest_first(article.changes.all())
        ],
        [
            [part.block.name, _describe(part, names)]
            for section in get_sections(article.body)
            for part in section.parts
        ],
    ]
    if waivers := find_standing_waivers(article):
        content.append({"waivers": [_describe_waiver(waiver, names) for waiver in waivers]})
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _describe_waiver(waiver: Waiver, names: Names) -> list[Any]:
    sources = sorted(str(names.source_key(pk)) for pk in waiver.source_ids)
    said = [waiver.family, waiver.sentence, waiver.reason, waiver.words, waiver.user_name]
    return [*map(normalise_line, said), sources]


def _describe(part: StoredBlock, names: Names) -> Any:
    if isinstance(part.block, ReferenceChooserBlock):
        return [names.source_key(pk) for pk in part.ids] or None
    if isinstance(part.block, blocks.ChooserBlock) and isinstance(part.value, int):
        return names.name(part.block.model_class, part.value)
    if isinstance(part.value, str):
        text = part.value
        if isinstance(part.block, blocks.RichTextBlock):
            text = encode_html(strip_block_keys(text), names)
        return normalise_line(text) or None
    return None if isinstance(part.value, Mapping | list) else part.value or None
