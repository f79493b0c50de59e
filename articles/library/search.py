"""Find references by any words of their fields, the same way on every database."""

from django.db.models import QuerySet

from articles.references.search_text import search_words


def filter_by_words(references: QuerySet, query: str) -> QuerySet:
    """Those that contain every word of the query; all of them for an empty one."""
    for word in search_words(query):
        references = references.filter(search_text__contains=word)
    return references
