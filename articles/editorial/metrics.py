"""Measure published articles, so that reports need not load their bodies.

An article is measured when it is published, when a cited source changes, and when a claim in it is
waived. The command `measure_articles` measures all of them.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from articles.blocks.walk import get_sections
from articles.citations.cited_sources import extract_cited_ids
from articles.editorial.claim_counts import store_claim_counts
from articles.models import ArticlePage, Freshness
from articles.problems.body_reading import BodyReading, read_sections
from articles.problems.claim_facts import read_claim_facts
from articles.problems.examination import Examination, examine
from articles.problems.problem import Severity
from articles.problems.readability import is_grade_known
from articles.problems.whole_article import count_prose
from articles.references.official import can_be_looked_up

BATCH_SIZE = 100
METRIC_FIELDS = [field.name for field in Freshness._meta.concrete_fields if not field.primary_key]


def update_published_metrics(**conditions: Any) -> int:
    """Measure the matching live articles. Return their number."""
    number = 0
    for articles in _batches(ArticlePage.objects.live().filter(**conditions)):
        update_metrics(articles)
        number += len(articles)
    return number


def update_metrics(articles: list[ArticlePage]) -> None:
    """Store the metrics of the articles, by a fixed number of queries.

    Aliases are skipped: reports have their sources.
    """
    sections = {
        article: get_sections(article.body) for article in articles if not article.alias_of_id
    }
    prefetch_related_objects(list(sections), "article_authors")
    reading = read_sections(*sections.values())
    facts = dict(zip(sections, read_claim_facts(list(sections)), strict=True))
    readings = {article: reading._replace(sections=each) for article, each in sections.items()}
    found = {article: examine(article, readings[article], facts[article]) for article in readings}
    Freshness.objects.bulk_create(
        (
            Freshness(article=article, **_measure(article, readings[article], found[article]))
            for article in readings
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=METRIC_FIELDS,
    )
    store_claim_counts(list(found.items()))


def _measure(
    article: ArticlePage, reading: BodyReading, examination: Examination
) -> dict[str, Any]:
    """Return the metrics: each cited source counts once, and a deleted one only as a problem.

    The grade is for English text, so there is none in other languages.
    """
    references = reading.references
    found = (references[pk] for pk in extract_cited_ids(article.body) if pk in references)
    cited = {source.pk: source for source in found}.values()
    severities = [problem.severity for problem in examination.problems]
    text = count_prose(reading.sections)
    return {
        "years": sorted(source.year for source in cited if source.year),
        "without_identifier": sum(not can_be_looked_up(source.source) for source in cited),
        "retracted": sum(source.is_retracted for source in cited),
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "claims": sum(problem.claim is not None for problem in examination.problems),
        "waived": len(examination.waived),
        "words": text.words,
        "grade": text.grade if is_grade_known() else None,
    }


def _batches(articles: QuerySet) -> Iterator[list[ArticlePage]]:
    """Yield a few articles at a time: not all bodies need fit in memory."""
    ids = list(articles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH_SIZE):
        found = articles.filter(pk__in=ids[start : start + BATCH_SIZE])
        yield list(found.select_related(None).prefetch_related(None))
