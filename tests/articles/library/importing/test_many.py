"""Thousands of records take few queries and no time that grows with their square."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from articles.library.importing.plan import Status, carry_out
from articles.models import Reference
from articles.references.authors import Author
from articles.references.formats.record import Record
from articles.references.similarity import fingerprint
from articles.references.source import Source
from tests.articles.library.importing.records import plan

pytestmark = pytest.mark.django_db

MANY = 3_000
SEVERAL = 2_000


def sources(number: int, **fields) -> list[Record]:
    return [
        Record(
            Source(
                title=f"A study, number {n}",
                authors=(Author("Wood", "PB"),),
                container="The journal of pain",
                year=2006,
                volume="7",
                doi=f"10.1000/{n}",
                pmid=str(n + 1),
                **fields,
            ),
            "",
        )
        for n in range(number)
    ]


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are sent; keeping them as Django does takes longer than they do."""
    sent: list[str] = []

    def send(execute, sql, params, many, context):
        sent.append(sql[:20])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(send):
        yield sent


def test_thousands_are_imported_in_few_queries():
    records = sources(MANY)

    with counted() as planning:
        whole = plan(*records)
    with counted() as importing:
        created = carry_out(whole, whole.importable(Status.NEW)).created
    with counted() as planning_again:
        again = plan(*records[: MANY // 10])

    assert len({one.key for one in created}) == Reference.objects.count() == MANY
    assert again.counts[Status.KNOWN] == MANY // 10
    assert len(planning) < 50
    assert len(planning_again) < 10
    assert len(importing) < MANY / 10


def test_thousands_that_are_one_work_are_told_apart_without_comparing_each_with_each():
    nameless = Record(Source(title="Reply", authors=(Author("Wood", "PB"),), year=2006), "")
    same = Record(Source(title="Sleep", doi="10.1000/1", container="J", year=2006), "")

    counts = plan(*[nameless] * SEVERAL, *[same] * SEVERAL).counts

    assert counts[Status.DUPLICATE] == 2 * SEVERAL - 2


def test_thousands_of_namesakes_in_the_library_are_not_all_compared_with():
    reply = Source(title="Reply", authors=(Author("Wood", "PB"),), year=2006, container="J Pain")
    letters = []
    for n in range(SEVERAL):
        letter = Reference(key=f"wood-{n}", fingerprint=fingerprint(reply))
        letter.fill(reply)
        letters.append(letter)
    Reference.objects.bulk_create(letters)

    counts = plan(*[Record(reply, "")] * SEVERAL).counts

    assert counts[Status.DUPLICATE] == SEVERAL
