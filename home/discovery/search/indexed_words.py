"""The words of an object as the index stores them, and a query in the same words."""

from typing import Any

from wagtail.search.index import AutocompleteField, SearchField
from wagtail.search.query import Phrase, PlainText

from home.discovery.search.words import singular, split_words, to_index_text

UNMATCHABLE_WORD = "?"


class WordsField(SearchField):
    """A search field whose text has been turned into words already."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name)
        self.text = text

    def get_value(self, obj: object) -> str:
        return self.text


class PrefixField(AutocompleteField):
    """The same for what is found while somebody is still typing."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name)
        self.text = text

    def get_value(self, obj: object) -> str:
        return self.text


class IndexedWords:
    """Stands for an object in front of the index and offers its words instead of its texts."""

    def __init__(self, indexer: Any) -> None:
        self.pk = indexer.obj.pk
        texts: dict[str, list[str]] = {"title": [], "body": [], "autocomplete": []}
        for outer in indexer.search_fields:
            for field, *_weight, text in indexer.prepare_field(indexer.obj, outer):
                if isinstance(field, AutocompleteField):
                    texts["autocomplete"].append(text)
                else:
                    texts["body"].append(text)
                    if field.field_name == "title":
                        texts["title"].append(text)
        ready = {name: to_index_text("\n".join(parts)) for name, parts in texts.items()}
        self.fields = [
            WordsField("title", ready["title"]),
            WordsField("body", ready["body"]),
            PrefixField("autocomplete", ready["autocomplete"]),
        ]

    def get_search_fields(self) -> list[SearchField | AutocompleteField]:
        return self.fields


def normalise_query(query: Any, last_is_prefix: bool) -> Any:
    """A query of the admin in the words of the index; one without any words finds nothing."""
    if not isinstance(query, PlainText | Phrase):
        return query
    found = list(split_words(query.query_string)) or [UNMATCHABLE_WORD]
    if isinstance(query, Phrase):
        return Phrase(" ".join(found))
    *whole, last = found
    asked = [*map(singular, whole), last if last_is_prefix else singular(last)]
    return PlainText(" ".join(asked), operator=query.operator)
