"""The index of plain words on PostgreSQL's full-text search."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from home.discovery.search.indexed_words import IndexedWords, normalise_query
from home.discovery.search.query_text import Syntax

# The dictionary that takes words as they are.
CONFIG = "simple"
SYNTAX = Syntax(word="'{}'", prefix="'{}':*", every=" & ", some=" | ")


class WordsIndex(postgres.PostgresIndex):
    def add_items(self, model, objs):
        """Index the words of objects, which may already be `IndexedWords`."""
        super().add_items(model, [IndexedWords.of(obj, postgres, self.backend) for obj in objs])


class WordsCompilerMixin:
    LAST_TERM_IS_PREFIX: bool

    def build_tsquery_content(self, query, config=None, invert=False):
        query = normalise_query(query, self.LAST_TERM_IS_PREFIX)
        return super().build_tsquery_content(query, config, invert)  # type: ignore[misc]


class WordsCompiler(WordsCompilerMixin, postgres.PostgresSearchQueryCompiler):
    pass


class PrefixCompiler(WordsCompilerMixin, postgres.PostgresAutocompleteQueryCompiler):
    pass


class WordsBackend(postgres.PostgresSearchBackend):
    """Wagtail's backend, indexing and searching plain words."""

    index_class = WordsIndex
    query_compiler_class = WordsCompiler
    autocomplete_query_compiler_class = PrefixCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": CONFIG} | params)


def matching_ids(field: str, query: str, types: Iterable[int]) -> Any:
    entries = IndexEntry.objects.filter(
        content_type__in=list(types),
        **{field: SearchQuery(query, search_type="raw", config=CONFIG)},
    )
    return entries.values(page_id=Cast("object_id", Page._meta.pk))
