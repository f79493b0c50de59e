"""The index of plain words on SQLite's full-text search."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Value
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import MatchExpression
from wagtail.models import Page
from wagtail.search.models import SQLiteFTSIndexEntry

from home.discovery.search.indexed_words import IndexedWords, normalise_query
from home.discovery.search.query_text import Syntax

SYNTAX = Syntax(word='"{}"', prefix='"{}" *', every=" AND ", some=" OR ")


class WordsIndex(sqlite.SQLiteIndex):
    def add_items(self, model, objs):
        """Index the words of objects, which may already be `IndexedWords`."""
        super().add_items(model, [IndexedWords.of(obj, sqlite, self.backend) for obj in objs])


class WordsCompilerMixin:
    LAST_TERM_IS_PREFIX: bool

    def build_search_query_content(self, query, config=None):
        query = normalise_query(query, self.LAST_TERM_IS_PREFIX)
        return super().build_search_query_content(query, config)  # type: ignore[misc]


class WordsCompiler(WordsCompilerMixin, sqlite.SQLiteSearchQueryCompiler):
    pass


class PrefixCompiler(WordsCompilerMixin, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class WordsBackend(sqlite.SQLiteSearchBackend):
    """Wagtail's backend, indexing and searching plain words."""

    index_class = WordsIndex
    query_compiler_class = WordsCompiler
    autocomplete_query_compiler_class = PrefixCompiler


def matching_ids(field: str, query: str, types: Iterable[int]) -> Any:
    entries = SQLiteFTSIndexEntry.objects.filter(
        MatchExpression([field], Value(query)), index_entry__content_type__in=list(types)
    )
    return entries.values(page_id=Cast("index_entry__object_id", Page._meta.pk))
