"""The hash that identifies a signed text."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from articles.blocks.references import ReferenceChooserBlock
from articles.blocks.walk import StoredBlock
from articles.citations.markup import replace_marks
from articles.models import ArticlePage, Reference, Waiver
from articles.models.change import sort_newest_first
from articles.models.waiver import content_type_id
from articles.problems.body_reading import BodyReading, read_body
from articles.problems.object_texts import get_passages
from articles.problems.waivers import filter_standing

WHITESPACE = re.compile(r"\s+")
# Draftail's keys of paragraphs, and white space around block tags.
BLOCK_KEY = re.compile(r'\s*\bdata-block-key="[^"]*"')
SPACE_AROUND_BLOCK_TAGS = re.compile(r"\s*(</?(?:p|ul|ol|li|h[1-6]|blockquote|br|hr)\b[^<>]*>)\s*")


def compute_content_hash(article: ArticlePage, reading: BodyReading | None = None) -> str:
    """Return the SHA-256, in hex, of everything that the article says in words.

    That is its title, standfirst and body, its corrections and changes, and its texts for lists
    and search engines. Block ids, white space and the labels of citations do not count, nor do
    the texts of pages, people and calls to action that a block chooses. A source counts by its
    id: editing it changes nothing, citing another one does, and a merged source counts as the one
    it was merged into. Waivers of its claims count by their ids. `reading` is the reading of the
    body, if the caller has one.
    """
    reading = reading or read_body(article.body)
    works = works_by_id(reading.references)
    content: list[Any] = [
        normalise_line(article.title),
        normalise_line(article.summary),
        [normalise_line(text) for text in (article.card_summary, article.seo_title)],
        normalise_line(article.search_description),
        [
            [str(row.day), row.kind, normalise_line(row.text)]
            for row in sort_newest_first(article.changes.all())
        ],
        [
            [part.block.name, normalise_value(part, works)]
            for section in reading.sections
            for part in section.parts
        ],
    ]
    # Nothing is added without waivers, so that signatures from before them remain valid.
    if waivers := find_standing_waivers(article, reading):
        content.append({"waivers": [waiver.pk for waiver in waivers]})
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def find_standing_waivers(article: ArticlePage, reading: BodyReading | None = None) -> list[Waiver]:
    """Return the waivers of sentences that the article has, oldest first.

    Neither settings nor rules count: an upgrade must not change what was signed. An alias has the
    waivers of its original.
    """
    pk = article.alias_of_id or article.pk
    if not pk:
        return []
    stored = Waiver.objects.active().filter(
        content_type=content_type_id(article), object_id=str(pk)
    )
    waivers = list(stored.order_by("pk"))
    if not waivers:
        return []
    passages = get_passages(article, reading and {"body": reading.sections})
    return filter_standing(waivers, passages)


def works_by_id(references: Mapping[int, Reference]) -> dict[int, str]:
    """Return what identifies each source, also by the ids of sources merged into it."""
    return {pk: str(source.pk) for pk, source in references.items()}


def normalise_value(part: StoredBlock, works: Mapping[int, str]) -> Any:
    """Return the part's own value, or None if it holds other parts, which follow it.

    Empty values are None too, so that a new optional field changes no hash.
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
    return normalise_line(strip_block_keys(marked))


def strip_block_keys(html: str) -> str:
    """Return the HTML without the editor's keys of paragraphs, and without space around blocks."""
    return SPACE_AROUND_BLOCK_TAGS.sub(r"\1", BLOCK_KEY.sub("", html))


def normalise_line(text: str) -> str:
    """Return the text on one line."""
    return WHITESPACE.sub(" ", text).strip()
