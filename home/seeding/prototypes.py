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

from articles.citations.cited_sources import reading_minutes
from articles.citations.markup import mark_html
from articles.models import ArticlePage
from articles.references.study_types import Strength, StudyType
from home.sample.bodies import items, stream
from home.seeding.index_entries import Words, words
from home.seeding.prose import GROUPS, paragraph, sentence

CITED = 6
# The position of the body's first word: title and standfirst have fewer words.
AFTER_THE_TITLE = 100
STAND_INS = [9_000_000_000 + number for number in range(CITED)]


@dataclass(frozen=True)
class Prototype:
    """`references` has two paths, the hash of the second and the place of the source, by row."""

    json: str
    words: Words
    minutes: int
    references: list[tuple[str, str, Any, int]]

    def body(self, cited: list[int]) -> str:
        """The text with these sources, as many as there are stand-ins."""
        text = self.json
        for stand_in, pk in zip(STAND_INS, cited, strict=True):
            text = text.replace(str(stand_in), str(pk))
        return text


def prototype(number: int) -> Prototype:
    json = stream(list(_blocks(Random(number))))  # noqa: S311 - texts, not secrets
    body = ArticlePage(body=json).body
    return Prototype(
        json,
        words("\n".join(body.stream_block.get_searchable_content(body)), AFTER_THE_TITLE),
        reading_minutes(body),
        [
            (*paths(f"body.{model_path}", f"body.{content_path}"), STAND_INS.index(int(pk)))
            for _model, pk, model_path, content_path in body.stream_block.extract_references(body)
        ],
    )


def paths(model_path: str, content_path: str) -> tuple[str, str, Any]:
    """How Wagtail's reference index tells of a place within a page."""
    stored = ReferenceIndex._meta.get_field("content_path_hash")
    number = ReferenceIndex._get_content_path_hash(content_path)
    return model_path, content_path, stored.get_db_prep_value(number, connection)


def _blocks(random: Random) -> Iterator[tuple[str, Any]]:
    a, b, c, d, e, f = STAND_INS
    yield "intro", f"<p>{paragraph(random, 2)}</p>"
    points = [{"text": f"<p>{sentence(random)}{_mark(pk)}</p>"} for pk in (a, b)]
    yield "key_points", {"heading": "Key points", "points": items(points)}
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
            "statements": items([_statement(random, pk) for pk in (e, f)]),
            "conclusion": f"<p>{sentence(random)}</p>",
        },
    )
    questions = [
        {"question": f"Is it known {when}?", "answer": f"<p>{sentence(random)}{_mark(pk)}</p>"}
        for when, pk in (("how soon it works", a), ("how long it lasts", c))
    ]
    yield "faq", {"heading": "Common questions", "items": items(questions)}
    yield "references", {"heading": "References", "further_reading": []}


def _statement(random: Random, cited: int) -> dict[str, Any]:
    return {
        "claim": sentence(random),
        "finding": sentence(random),
        "sources": items([cited]),
        "study_type": random.choice(StudyType.values),
        "strength": random.choice(Strength.values),
        "people": f"{random.randrange(20, 900)} {random.choice(GROUPS)}",
        "comparison": "Placebo",
        "duration": f"{random.randrange(2, 52)} weeks",
        "limits": sentence(random),
    }


def _mark(*cited: int) -> str:
    return f" {mark_html(cited, '[Study]')}"
