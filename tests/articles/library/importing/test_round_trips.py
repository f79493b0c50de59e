"""An export has every field of what was imported."""

from collections.abc import Callable, Iterable

import pytest
from django.db import transaction
from hypothesis import assume, given, settings

from articles.library.importing.apply import apply_plan
from articles.library.importing.plan import plan_import
from articles.library.importing.plan_rows import RowStatus
from articles.library.importing.validation import check_source
from articles.models import Reference
from articles.references.formats import csl, ris_writing
from articles.references.formats.detect import read_records
from articles.references.source import Source
from tests.articles.references.formats.strategies import sources

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

Write = Callable[[Iterable[Source]], str]


@pytest.mark.parametrize("write", [ris_writing.write, csl.write], ids=["ris", "csl"])
@settings(max_examples=60, database=None)
@given(source=sources)
def test_an_exported_import_equals_the_file(write: Write, source: Source):
    assume(not check_source(source).is_blocked)
    file = write([source])

    with transaction.atomic():
        plan = plan_import(read_records(file.encode()))
        apply_plan(plan, plan.importable(*RowStatus))
        stored = Reference.objects.get()
        exported = write([stored.source])
        transaction.set_rollback(True)

    assert stored.source == source
    assert exported == file
