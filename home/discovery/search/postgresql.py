"""The words index on PostgreSQL's full-text search."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from home.discovery.search.indexed_words import IndexedWords, normalise_query
from home.discovery.search.words import Term

# The dictionary that takes words as they are.
CONFIG = "simple"


class PostgresWordsIndex(postgres.PostgresIndex):
    def add_items(self, model, objs):
        indexers = (postgres.ObjectIndexer(obj, self.backend) for obj in objs)
        super().add_items(model, [IndexedWords(indexer) for indexer in indexers])


class PostgresWordsCompiler(postgres.PostgresSearchQueryCompiler):
    def build_tsquery_content(self, query, config=None, invert=False):
        query = normalise_query(query, self.LAST_TERM_IS_PREFIX)
        return super().build_tsquery_content(query, config, invert)


class PostgresPrefixCompiler(postgres.PostgresAutocompleteQueryCompiler):
    def build_tsquery_content(self, query, config=None, invert=False):
        query = normalise_query(query, self.LAST_TERM_IS_PREFIX)
        return super().build_tsquery_content(query, config, invert)


class PostgresWordsBackend(postgres.PostgresSearchBackend):
    """Wagtail's backend, indexing and asking for plain words."""

    index_class = PostgresWordsIndex
    query_compiler_class = PostgresWordsCompiler
    autocomplete_query_compiler_class = PostgresPrefixCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": CONFIG} | params)


def matching_ids(field: str, terms: list[Term], types: Iterable[int], *, every: bool) -> Any:
    asked = f" {'&' if every else '|'} ".join(_term_query(term) for term in terms)
    found = IndexEntry.objects.filter(
        content_type__in=list(types),
        **{field: SearchQuery(asked, search_type="raw", config=CONFIG)},
    )
    return found.values(page_id=Cast("object_id", Page._meta.pk))


def _term_query(term: Term) -> str:
    # Words hold letters and digits only, so there is nothing to escape.
    return f"('{term.word}' | '{term.prefix}':*)" if term.prefix else f"'{term.word}'"
