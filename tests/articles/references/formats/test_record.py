"""Records of raw values, for every format."""

from datetime import date

import pytest

from articles.references.authors import Author, parse_author
from articles.references.formats.record import (
    MAX_AUTHORS,
    MAX_RECORDS,
    MAX_SNIPPET_LENGTH,
    Record,
    build_person,
    build_record,
    limit_records,
    single_line,
)
from articles.references.source import Source


def test_texts_are_tidied():
    assert single_line(" A\x00\ud800\ufeff \u2028 B\x85\tC\u00a0 ") == "A B C"


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("year", "2006 Sep", 2006),
        ("year", "c2006", 2006),
        ("year", "20061", None),
        ("year", "in press", None),
        ("accessed", "2024-5-3", date(2024, 5, 3)),
        ("accessed", "2024/05/03/", date(2024, 5, 3)),
        ("accessed", "2024-02-30", None),
        ("accessed", "2024", None),
        ("url", "https://example.org/ä", "https://example.org/ä"),
        ("url", "javascript:alert(1)", ""),
        ("url", "https://example.org/a b", ""),
        ("doi", "https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("doi", ["no", "10.1000/abc"], "10.1000/abc"),
        ("doi", "abc", ""),
        ("issn", ["1526-5901", "1526-5901"], ""),
        ("study_type", "imaging", "imaging"),
        ("study_type", "magic", ""),
        ("state", "retracted", "retracted"),
        ("state", "burnt", ""),
        ("volume", "x" * 6_000, ""),
        ("authors", [Author(group="x" * 400)], ()),
    ],
)
def test_unstorable_values_are_dropped_and_reported(field: str, value: object, kept: object):
    record = build_record({"title": "A", field: value}, "text")

    assert getattr(record.source, field) == kept
    assert len(record.notes) == (not kept)


def test_a_note_names_dropped_values_and_reasons():
    (note,) = build_record({"title": "A", "doi": "abc"}, "").notes

    assert note.startswith("“abc” was left out. This is not a DOI.")


def test_a_doi_is_taken_from_the_url():
    source = build_record({"title": "A", "url": "https://doi.org/10.1000/abc"}, "").source

    assert (source.doi, source.url) == ("10.1000/abc", "https://doi.org/10.1000/abc")


@pytest.mark.parametrize("field", ["doi", "pmid", "pmcid", "isbn", "registration"])
def test_a_number_alone_is_enough(field: str):
    numbers = {
        "doi": "10.1000/abc",
        "pmid": "123",
        "pmcid": "PMC1",
        "isbn": "9780306406157",
        "registration": "NCT01234567",
    }

    assert getattr(build_record({field: numbers[field]}, "").source, field) == numbers[field]


def test_without_title_and_number_there_is_a_problem_and_no_source():
    record = build_record({"container": "Pain", "doi": "abc"}, "text")

    assert record.source is None
    assert record.problem
    assert record.notes


def test_damage_is_examined():
    damage = build_record({"title": "A", "authors": [Author("Wood", "PBJTJoP")]}, "").diagnoses

    assert {"glued-journal", "journal-missing", "year-missing"} <= {one.code for one in damage}


def test_authors_have_an_end():
    record = build_record(
        {"title": "A", "authors": (Author("Wood", "P") for _ in range(10_000))}, ""
    )

    assert len(record.source.authors) == MAX_AUTHORS
    assert len(record.notes) == 1


def test_the_number_of_records_is_limited_with_a_notice():
    many = limit_records(
        Record(Source(title="A"), str(number)) for number in range(MAX_RECORDS + 5)
    )
    just_enough = limit_records(Record(Source(title="A"), "") for _ in range(MAX_RECORDS))

    assert len(many) == MAX_RECORDS + 1
    assert "first 20000" in many[-1].problem
    assert many[-1].text == str(MAX_RECORDS)
    assert len(just_enough) == MAX_RECORDS


def test_the_text_of_a_record_has_an_end():
    assert len(build_record({"title": "A"}, "x" * 5_000).text) == MAX_SNIPPET_LENGTH


@pytest.mark.parametrize(
    ("parts", "author"),
    [
        (("Wood", "Patrick B"), Author("Wood", "Patrick B")),
        (("Wood, P", "B"), Author("Wood P", "B")),
        (("", "Plato"), Author("Plato")),
        (("Wood", "P", "PhD"), Author("Wood", "P")),
        (("King", "M", "Jr"), Author("King", "M", "Jr")),
        ((None, 3), Author("3")),
        (("", ""), Author()),
        (("(group)", "(group)"), Author(group="(group) (group)")),
    ],
)
def test_a_person_of_any_parts_can_be_stored(parts: tuple, author: Author):
    assert build_person(*parts) == author
    if author.name:
        assert parse_author(author.line) == author
