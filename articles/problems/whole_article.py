"""Problems of an article as a whole: people, standfirst, pasted lists, study types and reading."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst

from articles.blocks.walk import BodySection, StoredBlock
from articles.models import ArticlePage
from articles.problems import messages
from articles.problems.body_reading import BodyReading, iter_prose
from articles.problems.problem import Problem, ProblemCode, Severity
from articles.problems.readability import TextStatistics, count_text, is_grade_known
from articles.references.parsing.pasted_lists import find_pasted_list


def find_article_problems(
    page: ArticlePage, reading: BodyReading, max_grade: int
) -> Iterator[Problem]:
    """Yield the problems of an article that is begun; an empty one has none yet.

    A clinic may write without naming authors, so that is a note. Without a standfirst, nothing can
    be published (`required_content`).
    `max_grade` is the reading grade that its clinic aims at.
    """
    if not any(map(str.strip, iter_prose(reading.sections))):
        return
    if not page.summary.strip():
        what = messages.no_standfirst_message()
        yield _on_field(page, "summary", ProblemCode.NO_STANDFIRST, Severity.ERROR, what)
    if not page.article_authors.all():
        what = messages.no_author_message()
        yield Problem(
            ProblemCode.NO_AUTHOR,
            Severity.NOTE,
            ("article_authors",),
            messages.author_place(),
            what,
        )
    for name, parts in reading.sections:
        for part in parts:
            yield from _find_pasted_lists(name, part)
    yield from _find_unlabelled(page, reading)
    grade = count_prose(reading.sections).grade if is_grade_known() else None
    if grade is not None and grade > max_grade:
        what = messages.grade_message(grade, max_grade)
        yield _on_field(page, "body", ProblemCode.READING_GRADE, Severity.NOTE, what)


def count_prose(sections: list[BodySection]) -> TextStatistics:
    """Return the counts of the running text, without lists of references in it."""
    prose = list(iter_prose(sections))
    found = find_pasted_list(prose)
    listed = frozenset(found.lines if found else ())
    return count_text(line for line in prose if line not in listed)


def _on_field(
    page: ArticlePage, name: str, code: ProblemCode, severity: Severity, what: str
) -> Problem:
    field: Any = page._meta.get_field(name)
    return Problem(code, severity, (name,), capfirst(str(field.verbose_name)), what)


def _find_pasted_lists(name: str, part: StoredBlock) -> Iterator[Problem]:
    found = find_pasted_list([line for line in part.text.splitlines() if line.strip()])
    if found:
        what = messages.pasted_list_message(found.number)
        yield Problem(
            ProblemCode.PASTED_LIST,
            Severity.WARNING,
            part.path,
            name,
            what,
            pasted_list=found.text,
        )


def _find_unlabelled(page: ArticlePage, reading: BodyReading) -> Iterator[Problem]:
    """Yield the number of sources that "What this article rests on" cannot sort."""
    sources = {source.pk: source for source in reading.references.values()}.values()
    unlabelled = sum(source.study is None for source in sources)
    if unlabelled:
        what = messages.unlabelled_message(unlabelled, len(sources))
        yield _on_field(page, "body", ProblemCode.UNLABELLED, Severity.NOTE, what)
