"""Thousands of records take few queries and no time that grows with their square."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from articles.library.importing.apply import apply_plan
from articles.library.importing.plan_rows import RowStatus
from articles.models import Reference
from articles.references.authors import Author
from articles.references.formats.record import Record
from articles.references.similarity import fingerprint
from articles.references.source import Source
from tests.articles.library.importing.records import plan_records

pytestmark = pytest.mark.django_db

RECORD_COUNT = 3_000
DUPLICATE_COUNT = 2_000


def make_records(number: int, **fields) -> list[Record]:
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
def captured_statements() -> Iterator[list[str]]:
    """The statements that are sent; keeping them as Django does takes longer than they do."""
    sent: list[str] = []

    def send(execute, sql, params, many, context):
        sent.append(sql[:20])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(send):
        yield sent


def test_thousands_are_imported_in_few_queries():
    records = make_records(RECORD_COUNT)

    with captured_statements() as planning:
        whole = plan_records(*records)
    with captured_statements() as importing:
        created = apply_plan(whole, whole.importable(RowStatus.NEW)).created
    with captured_statements() as planning_again:
        again = plan_records(*records[: RECORD_COUNT // 10])

    assert len({one.key for one in created}) == Reference.objects.count() == RECORD_COUNT
    assert again.counts[RowStatus.KNOWN] == RECORD_COUNT // 10
    assert len(planning) < 50
    assert len(planning_again) < 10
    assert len(importing) < RECORD_COUNT / 10


def test_thousands_of_copies_are_not_compared_pairwise():
    nameless = Record(Source(title="Reply", authors=(Author("Wood", "PB"),), year=2006), "")
    same = Record(Source(title="Sleep", doi="10.1000/1", container="J", year=2006), "")

    counts = plan_records(*[nameless] * DUPLICATE_COUNT, *[same] * DUPLICATE_COUNT).counts

    assert counts[RowStatus.DUPLICATE] == 2 * DUPLICATE_COUNT - 2


def test_thousands_of_namesakes_are_not_all_compared():
    reply = Source(title="Reply", authors=(Author("Wood", "PB"),), year=2006, container="J Pain")
    letters = []
    for n in range(DUPLICATE_COUNT):
        letter = Reference.from_source(reply)
        letter.key, letter.fingerprint = f"wood-{n}", fingerprint(reply)
        letters.append(letter)
    Reference.objects.bulk_create(letters)

    counts = plan_records(*[Record(reply, "")] * DUPLICATE_COUNT).counts

    assert counts[RowStatus.DUPLICATE] == DUPLICATE_COUNT
