"""Findings that pages show by reference, read live from their public articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from articles.blocks.statement_choice import StatementChoice, iter_statements
from articles.cache.versioned import VersionedLRUCache
from articles.models.article import ArticlePage
from articles.models.cited_references import get_references_by_id
from articles.models.reference import Reference

# By id of the article: its findings, about two kilobytes each.
statements_cache = VersionedLRUCache(
    "shown statements", max_weight=2000, weight=lambda found: len(found) + 1
)


@dataclass(frozen=True)
class ShownStatement:
    """A finding, the public article that it is from, and the sources it rests on."""

    statement: Any
    article: ArticlePage
    sources: tuple[Reference, ...]


Shown = Mapping[StatementChoice, ShownStatement]


def get_shown_statements(choices: Iterable[StatementChoice | None]) -> Shown:
    """Return the chosen findings that visitors may see.

    What is left out: a finding that is gone, or without its words, and one of an article that is
    not public or of another clinic. At most two queries, for all articles that are not cached.
    """
    wanted = {choice for choice in choices if choice}
    ids = {choice.article_id for choice in wanted}

    @cache
    def load_all() -> dict[int, dict[str, ShownStatement]]:
        return _load_statements(ids)

    def load(pk: int) -> dict[str, ShownStatement]:
        return load_all().get(pk, {})

    by_article = {pk: statements_cache.get(pk, partial(load, pk)) for pk in ids}
    found = {choice: by_article[choice.article_id].get(choice.finding_id) for choice in wanted}
    return {choice: shown for choice, shown in found.items() if shown}


def _load_statements(ids: set[int]) -> dict[int, dict[str, ShownStatement]]:
    articles = ArticlePage.objects.visible().filter(pk__in=ids)
    items = {article: list(iter_statements(article.body)) for article in articles}
    cited = [pk for each in items.values() for _id, value in each for pk in _source_ids(value)]
    references = get_references_by_id(cited) if cited else {}
    return {
        article.pk: {
            finding_id: ShownStatement(
                value,
                article,
                tuple(references[pk] for pk in _source_ids(value) if pk in references),
            )
            for finding_id, value in each
            if value.get("finding")
        }
        for article, each in items.items()
    }


def _source_ids(statement: Any) -> list[int]:
    return [pk for pk in statement.get("sources") or () if pk]
