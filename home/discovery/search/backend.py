"""Wagtail's search index, given the same plain words on SQLite and on PostgreSQL.

Each database splits, folds and shortens words by rules of its own. Here the words are made first
(`home.discovery.search.words`), and the database only has to find them.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from home.discovery.search.query_text import build_query
from home.discovery.search.terms import Term


def _engine() -> Any:
    # Only the module of the database in use can be imported: the other needs its driver.
    if connection.vendor == "postgresql":
        from home.discovery.search import postgresql as engine
    else:
        from home.discovery.search import sqlite as engine  # type: ignore[no-redef]
    return engine


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name Wagtail requires
    """Return the backend for the database in use."""
    return _engine().WordsBackend(params)


def matching_ids(
    field: str, terms: list[Term], types: Iterable[int], *, every: bool = True, exact: bool = False
) -> Any:
    """Return the ids of objects of these content types with every (or any) term in a field.

    `title` holds the words of the title, `body` all words of the object. Without `exact`, stems and
    synonyms match as well.
    """
    engine = _engine()
    query = build_query(terms, engine.SYNTAX, every=every, exact=exact)
    return engine.matching_ids(field, query, types)
