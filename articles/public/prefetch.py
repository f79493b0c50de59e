"""Load the full texts of several articles at once."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from wagtail.blocks import StreamValue

from articles.citations.cited_sources import extract_source_ids
from articles.citations.numbering import number_citations
from articles.models import ArticleAuthor, ArticlePage, PersonPage
from articles.models.change import ArticleChange, sort_newest_first
from articles.models.cited_references import get_references_by_id
from articles.models.condition import TaggedCondition


def prefetch_bodies(articles: list[ArticlePage]) -> None:
    """Set bodies and numbered sources, with as many queries for twenty articles as for one.

    A body loads its related objects once for each block type, so all bodies are loaded as one
    stream and split afterwards.
    """
    if not articles:
        return
    block = articles[0].body.stream_block
    raw = [list(article.body.raw_data) for article in articles]
    together = iter(block.to_python([child for body in raw for child in body]))
    for article, body in zip(articles, raw, strict=True):
        article.body = StreamValue(block, list(islice(together, len(body))))
    named = [extract_source_ids(article.body) for article in articles]
    found = get_references_by_id(pk for lists in named for ids in lists for pk in ids)
    for article, (ids, further) in zip(articles, named, strict=True):
        article.citations = number_citations(ids, found, further)


def get_authors_by_article(articles: list[ArticlePage]) -> dict[int, list[PersonPage]]:
    """Return the authors of each article in order, by the article's id."""
    rows = ArticleAuthor.objects.filter(page__in=articles).select_related("person")
    ordered = rows.order_by("sort_order", "pk")
    return _group_by_article(articles, ((row.page_id, row.person) for row in ordered))


def get_changes_by_article(articles: list[ArticlePage]) -> dict[int, list[ArticleChange]]:
    """Return the changes of each article, newest first, by the article's id."""
    rows = sort_newest_first(ArticleChange.objects.filter(page__in=articles))
    return _group_by_article(articles, ((row.page_id, row) for row in rows))


def get_conditions_by_article(articles: list[ArticlePage]) -> dict[int, list[str]]:
    """Return the names of each article's conditions, by the article's id."""
    rows = TaggedCondition.objects.filter(content_object__in=articles).order_by("tag__name")
    return _group_by_article(articles, rows.values_list("content_object_id", "tag__name"))


def _group_by_article(
    articles: list[ArticlePage], rows: Iterable[tuple[int, Any]]
) -> dict[int, list]:
    found: dict[int, list] = {article.pk: [] for article in articles}
    for pk, value in rows:
        found[pk].append(value)
    return found
