"""The words of an object as the index stores them, and a query in the same words."""

from typing import Any

from wagtail.search.index import AutocompleteField, SearchField
from wagtail.search.query import Phrase, PlainText

from home.discovery.search.words import singular, split_words, to_index_text

UNMATCHABLE_WORD = "?"


class WordsMixin:
    """A search field that reads an attribute of `IndexedWords`, which is not a model."""

    field_name: str

    def get_value(self, obj: "IndexedWords") -> str:
        return getattr(obj, self.field_name)


class WordsField(WordsMixin, SearchField):
    pass


class PrefixField(WordsMixin, AutocompleteField):
    pass


class IndexedWords:
    """An object as the index sees it: with the words of its texts in place of the texts."""

    def __init__(self, pk: Any, title: str, body: str, autocomplete: str) -> None:
        self.pk = pk
        self.title, self.body, self.autocomplete = title, body, autocomplete

    @classmethod
    def of(cls, obj: Any, engine: Any, backend: Any) -> "IndexedWords":
        """Collect the words of an object, read by the `ObjectIndexer` of the engine."""
        if isinstance(obj, cls):
            return obj
        indexer = engine.ObjectIndexer(obj, backend)
        texts: dict[str, list[str]] = {"title": [], "body": [], "autocomplete": []}
        for outer in indexer.search_fields:
            for field, *_weight, text in indexer.prepare_field(obj, outer):
                if isinstance(field, AutocompleteField):
                    texts["autocomplete"].append(text)
                else:
                    texts["body"].append(text)
                    if field.field_name == "title":
                        texts["title"].append(text)
        words = {name: to_index_text("\n".join(parts)) for name, parts in texts.items()}
        return cls(obj.pk, **words)

    def get_search_fields(self) -> list[SearchField | AutocompleteField]:
        return [WordsField("title"), WordsField("body"), PrefixField("autocomplete")]


def normalise_query(query: Any, last_is_prefix: bool) -> Any:
    """Return an admin query in the words of the index. A query without words matches nothing."""
    if not isinstance(query, PlainText | Phrase):
        return query
    words = list(split_words(query.query_string)) or [UNMATCHABLE_WORD]
    if isinstance(query, Phrase):
        return Phrase(" ".join(words))
    *whole, last = words
    terms = [*map(singular, whole), last if last_is_prefix else singular(last)]
    return PlainText(" ".join(terms), operator=query.operator)
