"""Sources written as RIS or CSL-JSON are read back with every field."""

from dataclasses import fields
from datetime import date
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.authors import Author
from articles.references.formats import csl, detect, ris, ris_writing
from articles.references.source import Source, SourceKind
from tests.articles.references.formats.strategies import sources

RIS = SimpleNamespace(read=ris.read, write=ris_writing.write)
WRITERS = [pytest.param(RIS, id="ris"), pytest.param(csl, id="csl")]
FULL = Source(
    kind=SourceKind.ARTICLE.value,
    authors=(Author("Wood", "PB"), Author(group="World Health Organization")),
    editors=(Author("King", "Martin Luther", "Jr"),),
    title="Fibromyalgia: a review",
    container="The Journal of Pain",
    container_short="J Pain",
    year=2006,
    published="2006-09",
    volume="7",
    issue="9",
    pages="611-614",
    publisher="Elsevier",
    place="New York",
    edition="2nd",
    doi="10.1016/j.jpain.2006.04.001",
    pmid="16942945",
    pmcid="PMC3173870",
    issn="1526-5900",
    isbn="9780306406157",
    registration="NCT01234567",
    url="https://example.org/paper",
    accessed=date(2024, 5, 3),
    study_type="narrative_review",
    state="corrected",
    state_note="J Pain. 2007;8(1):90",
)


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=60, database=None)
@given(written=st.lists(sources, max_size=3))
def test_every_field_of_every_kind_round_trips(
    form: ModuleType | SimpleNamespace, written: list[Source]
):
    records = form.read(form.write(written))

    assert [record.source for record in records] == written
    assert not any(record.notes for record in records)


@pytest.mark.parametrize("kind", SourceKind.values)
@pytest.mark.parametrize("form", WRITERS)
def test_a_source_with_every_field_round_trips(form: ModuleType | SimpleNamespace, kind: str):
    full = Source(
        **{field.name: getattr(FULL, field.name) for field in fields(FULL)} | {"kind": kind}
    )

    assert [record.source for record in form.read(form.write([full]))] == [full]


@pytest.mark.parametrize("form", WRITERS)
def test_the_publisher_of_a_preprint_without_a_server_stays_one(form: ModuleType | SimpleNamespace):
    preprint = Source(kind=SourceKind.PREPRINT, title="Zinc", publisher="Quiet Press")

    assert [record.source for record in form.read(form.write([preprint]))] == [preprint]


@pytest.mark.parametrize("form", WRITERS)
def test_a_group_with_a_chinese_name_stays_one(form: ModuleType | SimpleNamespace):
    authors = (Author(group="中华医学会"), Author(family="山田太郎"))
    source = Source(title="Zinc", authors=authors)

    assert [record.source for record in form.read(form.write([source]))] == [source]


@pytest.mark.parametrize("form", WRITERS)
def test_our_output_is_detected_without_a_file_name(form: ModuleType | SimpleNamespace):
    assert detect.read_records(form.write([FULL]).encode()) == form.read(form.write([FULL]))


@pytest.mark.parametrize("form", WRITERS)
def test_line_breaks_in_a_field_become_spaces(form: ModuleType | SimpleNamespace):
    broken = Source(title="Pain\r\nTY  - BOOK\n\nand more", container="J\tPain")

    (record,) = form.read(form.write([broken]))

    assert (record.source.title, record.source.container) == ("Pain TY - BOOK and more", "J Pain")


@pytest.mark.parametrize("form", WRITERS)
def test_no_sources_make_a_file_without_records(form: ModuleType | SimpleNamespace):
    assert form.read(form.write([])) == []
