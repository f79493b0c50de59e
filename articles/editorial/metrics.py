"""Measure published articles once, so that reports need not open their bodies.

Measured are those that are published, those of which a cited source changes, and all of them by
the command `measure_articles`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail import blocks

from articles.blocks.media import FigureBlock, TableBlock
from articles.blocks.references import ReferencesBlock
from articles.blocks.walk import Section, sections
from articles.citations.cited_sources import cited_ids
from articles.editorial.readability import Reading, read
from articles.models import ArticlePage, Freshness, Reference
from articles.models.cited_references import references_by_id
from articles.problems.citations import Severity, problems_of

AT_ONCE = 100
# They hold captions, cells and further reading: nothing that is read as running text.
NO_PROSE = (FigureBlock, TableBlock, ReferencesBlock)
MEASURES = [field.name for field in Freshness._meta.concrete_fields if not field.primary_key]


def measure_published(**which: Any) -> int:
    """Measure the live articles among these, whatever their number; returns that."""
    number = 0
    for articles in _batches(ArticlePage.objects.live().filter(**which)):
        measure(articles)
        number += len(articles)
    return number


def measure(articles: list[ArticlePage]) -> None:
    """Store how each of these is now, by two or three queries for them all.

    An alias is its source once more and has no place in reports.
    """
    articles = [article for article in articles if not article.alias_of_id]
    read_sections = {article.pk: sections(article.body) for article in articles}
    named = {
        pk
        for each in read_sections.values()
        for section in each
        for part in section.parts
        for pk in part.ids
    }
    references = references_by_id(named)
    Freshness.objects.bulk_create(
        (
            Freshness(
                article=article,
                **_of_sources(article.body, references),
                **_of_problems(article.body, references),
                **_of_text(read_sections[article.pk]),
            )
            for article in articles
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=MEASURES,
    )


def prose(read_sections: list[Section]) -> Iterator[str]:
    """The paragraphs of running text: no headings, names, captions or tables, and no citations."""
    for section in read_sections:
        if isinstance(section.parts[0].block, NO_PROSE):
            continue
        for part in section.parts:
            if isinstance(part.block, blocks.RichTextBlock | blocks.TextBlock):
                yield from part.text.splitlines()


def _of_sources(body, references: Mapping[int, Reference]) -> dict[str, Any]:
    """Of each work that is cited, once; a source that is gone is a problem and no source."""
    found = (references[pk] for pk in cited_ids(body) if pk in references)
    cited = {source.pk: source for source in found}.values()
    return {
        "years": sorted(source.year for source in cited if source.year),
        "without_identifier": sum(not (source.doi or source.pmid) for source in cited),
        "retracted": sum(source.is_retracted for source in cited),
    }


def _of_problems(body, references: Mapping[int, Reference]) -> dict[str, int]:
    found = [problem.severity for problem in problems_of(body, references)]
    return {"errors": found.count(Severity.ERROR), "warnings": found.count(Severity.WARNING)}


def _of_text(read_sections: list[Section]) -> dict[str, Any]:
    """The grade is made for English; in other languages it would say nothing."""
    is_english = settings.LANGUAGE_CODE.partition("-")[0] == "en"
    text: Reading = read(prose(read_sections))
    return {"words": text.words, "grade": text.grade if is_english else None}


def _batches(articles: QuerySet) -> Iterator[list[ArticlePage]]:
    """A few at a time: the bodies of all of them need not fit in memory."""
    ids = list(articles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        found = articles.filter(pk__in=ids[start : start + AT_ONCE])
        yield list(found.select_related(None).prefetch_related(None))
