"""The words index on SQLite's full-text search."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Value
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import MatchExpression
from wagtail.models import Page
from wagtail.search.models import SQLiteFTSIndexEntry

from home.discovery.search.indexed_words import IndexedWords, normalise_query
from home.discovery.search.words import Term


class SQLiteWordsIndex(sqlite.SQLiteIndex):
    def add_items(self, model, objs):
        indexers = (sqlite.ObjectIndexer(obj, self.backend) for obj in objs)
        super().add_items(model, [IndexedWords(indexer) for indexer in indexers])


class SQLiteWordsCompiler(sqlite.SQLiteSearchQueryCompiler):
    def build_search_query_content(self, query, config=None):
        query = normalise_query(query, self.LAST_TERM_IS_PREFIX)
        return super().build_search_query_content(query, config)


class SQLitePrefixCompiler(sqlite.SQLiteAutocompleteQueryCompiler):
    def build_search_query_content(self, query, config=None):
        query = normalise_query(query, self.LAST_TERM_IS_PREFIX)
        return super().build_search_query_content(query, config)


class SQLiteWordsBackend(sqlite.SQLiteSearchBackend):
    """Wagtail's backend, indexing and asking for plain words."""

    index_class = SQLiteWordsIndex
    query_compiler_class = SQLiteWordsCompiler
    autocomplete_query_compiler_class = SQLitePrefixCompiler


def matching_ids(field: str, terms: list[Term], types: Iterable[int], *, every: bool) -> Any:
    asked = f" {'AND' if every else 'OR'} ".join(_term_query(term) for term in terms)
    found = SQLiteFTSIndexEntry.objects.filter(
        MatchExpression([field], Value(asked)), index_entry__content_type__in=list(types)
    )
    return found.values(page_id=Cast("index_entry__object_id", Page._meta.pk))


def _term_query(term: Term) -> str:
    # Words hold letters and digits only, so there is nothing to escape.
    return f'("{term.word}" OR "{term.prefix}" *)' if term.prefix else f'"{term.word}"'
