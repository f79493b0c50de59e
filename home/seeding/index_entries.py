"""Entries of the search index, from words that are known beforehand.

Wagtail's own way takes every text apart, and PostgreSQL then takes its words apart again: for
texts that are made of the same few paragraphs once is enough.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.search.models import IndexEntry

from home.discovery.search.words import to_index_text
from home.seeding.rows import bulk_insert

COLUMNS = ["content_type", "object_id", "title_norm", "title", "autocomplete", "body"]
# Only PostgreSQL has them, beside its vectors.
TEXT_COLUMNS = ["title_text", "body_text"]
# Wagtail divides the average length by that of each title, and takes 1 for not yet divided.
AVERAGE_TITLE = 10.01


class IndexedText(NamedTuple):
    """A text as the index holds it: on PostgreSQL each word has its position."""

    text: str
    stored: str

    def __add__(self, other: Any) -> "IndexedText":
        return IndexedText(f"{self.text} {other.text}", f"{self.stored} {other.stored}")


def to_indexed_text(text: str, first: int = 1) -> IndexedText:
    plain = to_index_text(text)
    if connection.vendor != "postgresql":
        return IndexedText(plain, plain)
    return IndexedText(plain, " ".join(f"{w}:{n}" for n, w in enumerate(plain.split(), first)))


def store_index_entries(
    model: Any, entries: Iterable[tuple[int, IndexedText, IndexedText, IndexedText]]
) -> None:
    """Index new objects of this model: their id, title, what completes a query, and all words."""
    content_type = ContentType.objects.get_for_model(model).pk
    has_texts = connection.vendor == "postgresql"

    def rows() -> Iterable[tuple]:
        for pk, title, autocomplete, body in entries:
            norm = AVERAGE_TITLE / (title.text.count(" ") + 1)
            row = (content_type, str(pk), norm, title.stored, autocomplete.stored, body.stored)
            yield (*row, title.text, body.text) if has_texts else row

    bulk_insert(IndexEntry, [*COLUMNS, *(TEXT_COLUMNS if has_texts else [])], rows())
