"""Measure published articles once, so that reports need not open their bodies.

Measured are those that are published, those of which a cited source changes, and all of them by
the command `measure_articles`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail import blocks

from articles.blocks.walk import BodySection, get_sections
from articles.citations.cited_sources import extract_cited_ids
from articles.editorial.readability import TextStatistics, count_text
from articles.models import ArticlePage, Freshness, Reference
from articles.models.cited_references import get_references_by_id
from articles.problems.citations import Severity, find_body_problems

BATCH_SIZE = 100
METRIC_FIELDS = [field.name for field in Freshness._meta.concrete_fields if not field.primary_key]


def update_published_metrics(**which: Any) -> int:
    """Measure the live articles among these, whatever their number; returns that."""
    number = 0
    for articles in _batches(ArticlePage.objects.live().filter(**which)):
        update_metrics(articles)
        number += len(articles)
    return number


def update_metrics(articles: list[ArticlePage]) -> None:
    """Store how each of these is now, by two or three queries for them all.

    An alias is its source once more and has no place in reports.
    """
    articles = [article for article in articles if not article.alias_of_id]
    read_sections = {article.pk: get_sections(article.body) for article in articles}
    named = {
        pk
        for each in read_sections.values()
        for section in each
        for part in section.parts
        for pk in part.ids
    }
    references = get_references_by_id(named)
    Freshness.objects.bulk_create(
        (
            Freshness(
                article=article,
                **_source_metrics(article.body, references),
                **_problem_metrics(article.body, references),
                **_text_metrics(read_sections[article.pk]),
            )
            for article in articles
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=METRIC_FIELDS,
    )


def iter_prose(read_sections: list[BodySection]) -> Iterator[str]:
    """The paragraphs of running text: no headings, names, captions or tables, and no citations."""
    for section in read_sections:
        if not getattr(section.parts[0].block, "is_prose", True):
            continue
        for part in section.parts:
            if isinstance(part.block, blocks.RichTextBlock | blocks.TextBlock):
                yield from part.text.splitlines()


def _source_metrics(body, references: Mapping[int, Reference]) -> dict[str, Any]:
    """Of each work that is cited, once; a source that is gone is a problem and no source."""
    found = (references[pk] for pk in extract_cited_ids(body) if pk in references)
    cited = {source.pk: source for source in found}.values()
    return {
        "years": sorted(source.year for source in cited if source.year),
        "without_identifier": sum(not (source.doi or source.pmid) for source in cited),
        "retracted": sum(source.is_retracted for source in cited),
    }


def _problem_metrics(body, references: Mapping[int, Reference]) -> dict[str, int]:
    found = [problem.severity for problem in find_body_problems(body, references)]
    return {"errors": found.count(Severity.ERROR), "warnings": found.count(Severity.WARNING)}


def _text_metrics(read_sections: list[BodySection]) -> dict[str, Any]:
    """The grade is made for English; in other languages it would say nothing."""
    is_english = settings.LANGUAGE_CODE.partition("-")[0] == "en"
    text: TextStatistics = count_text(iter_prose(read_sections))
    return {"words": text.words, "grade": text.grade if is_english else None}


def _batches(articles: QuerySet) -> Iterator[list[ArticlePage]]:
    """A few at a time: the bodies of all of them need not fit in memory."""
    ids = list(articles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH_SIZE):
        found = articles.filter(pk__in=ids[start : start + BATCH_SIZE])
        yield list(found.select_related(None).prefetch_related(None))
