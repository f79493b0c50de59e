"""Bodies to make many articles of: all that depends on the text alone is worked out once.

A prototype cites stand-ins, numbers no source has. An article gets its own sources in their place
and, with them, the rows of Wagtail's reference index.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection
from wagtail.models import ReferenceIndex

from articles.citations.cited_sources import estimate_reading_minutes
from articles.citations.markup import mark_html
from articles.models import ArticlePage
from articles.references.study_types import Strength, StudyType
from home.sample.bodies import list_block_value, stream_json
from home.seeding.index_entries import IndexedText, to_indexed_text
from home.seeding.prose import GROUPS, paragraph, sentence

CITATIONS_PER_ARTICLE = 6
# The position of the body's first word: title and standfirst have fewer words.
BODY_START_POSITION = 100
PLACEHOLDER_IDS = [9_000_000_000 + number for number in range(CITATIONS_PER_ARTICLE)]


@dataclass(frozen=True)
class Prototype:
    """`references` has two paths, the hash of the second and the place of the source, by row."""

    json: str
    words: IndexedText
    minutes: int
    references: list[tuple[str, str, Any, int]]

    def body(self, cited: list[int]) -> str:
        """The text with these sources, as many as there are stand-ins."""
        text = self.json
        for stand_in, pk in zip(PLACEHOLDER_IDS, cited, strict=True):
            text = text.replace(str(stand_in), str(pk))
        return text


def build_prototype(number: int) -> Prototype:
    json = stream_json(list(_blocks(Random(number))))  # noqa: S311 - texts, not secrets
    body = ArticlePage(body=json).body
    return Prototype(
        json,
        to_indexed_text(
            "\n".join(body.stream_block.get_searchable_content(body)), BODY_START_POSITION
        ),
        estimate_reading_minutes(body),
        [
            (
                *reference_index_paths(f"body.{model_path}", f"body.{content_path}"),
                PLACEHOLDER_IDS.index(int(pk)),
            )
            for _model, pk, model_path, content_path in body.stream_block.extract_references(body)
        ],
    )


def reference_index_paths(model_path: str, content_path: str) -> tuple[str, str, Any]:
    """How Wagtail's reference index tells of a place within a page."""
    stored = ReferenceIndex._meta.get_field("content_path_hash")
    number = ReferenceIndex._get_content_path_hash(content_path)
    return model_path, content_path, stored.get_db_prep_value(number, connection)


def _blocks(random: Random) -> Iterator[tuple[str, Any]]:
    a, b, c, d, e, f = PLACEHOLDER_IDS
    yield "intro", f"<p>{paragraph(random, 2)}</p>"
    points = [{"text": f"<p>{sentence(random)}{_mark(pk)}</p>"} for pk in (a, b)]
    yield "key_points", {"heading": "Key points", "points": list_block_value(points)}
    for number, cited in ((1, (c,)), (2, (d,))):
        yield (
            "explanation",
            {
                "heading": f"What is known, part {number}",
                "text": f"<p>{paragraph(random)}{_mark(*cited)}</p><p>{paragraph(random)}</p>",
                "note_term": "Placebo",
                "note_text": sentence(random),
            },
        )
    yield (
        "evidence",
        {
            "heading": "What the studies show",
            "introduction": f"<p>{sentence(random)}</p>",
            "statements": list_block_value([_statement(random, pk) for pk in (e, f)]),
            "conclusion": f"<p>{sentence(random)}</p>",
        },
    )
    questions = [
        {"question": f"Is it known {when}?", "answer": f"<p>{sentence(random)}{_mark(pk)}</p>"}
        for when, pk in (("how soon it works", a), ("how long it lasts", c))
    ]
    yield "faq", {"heading": "Common questions", "items": list_block_value(questions)}
    yield "references", {"heading": "References", "further_reading": []}


def _statement(random: Random, cited: int) -> dict[str, Any]:
    return {
        "claim": sentence(random),
        "finding": sentence(random),
        "sources": list_block_value([cited]),
        "study_type": random.choice(StudyType.values),
        "strength": random.choice(Strength.values),
        "people": f"{random.randrange(20, 900)} {random.choice(GROUPS)}",
        "comparison": "Placebo",
        "duration": f"{random.randrange(2, 52)} weeks",
        "limits": sentence(random),
    }


def _mark(*cited: int) -> str:
    return f" {mark_html(cited, '[Study]')}"
