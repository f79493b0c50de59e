"""Required fields that a source lacks."""

from dataclasses import replace
from datetime import date

import pytest

from articles.references.authors import Author
from articles.references.completeness import (
    FIELD_LABELS,
    REQUIRED_FIELDS,
    field_label,
    missing_fields,
)
from articles.references.source import Source, SourceKind

COMPLETE = Source(
    authors=(Author("Wood", "PB"),),
    title="A title",
    container="A container",
    year=2006,
    volume="7",
    publisher="A publisher",
    doi="10.1000/a",
    registration="NCT01234567",
    url="https://example.org/",
    accessed=date(2026, 11, 22),
    study_type="guideline",
)


@pytest.mark.parametrize("kind", SourceKind.values)
def test_a_whole_source_lacks_nothing(kind: str):
    assert missing_fields(replace(COMPLETE, kind=kind)) == []


@pytest.mark.parametrize("kind", SourceKind)
def test_an_empty_source_lacks_all_that_its_kind_needs(kind: SourceKind):
    missing = missing_fields(Source(kind=kind.value))

    assert missing == list(REQUIRED_FIELDS[kind])
    assert {"title", "study_type"} <= set(missing)


@pytest.mark.parametrize(
    ("kind", "fields", "lacks"),
    [
        ("article", {"volume": "", "doi": "", "pages": ""}, ["volume"]),
        ("article", {"volume": "", "doi": "", "pages": "e12"}, []),
        ("article", {"volume": "", "doi": "10.1000/a"}, []),
        ("article", {"container": ""}, ["container"]),
        ("article", {"container": "", "container_short": "J Pain"}, []),
        ("book", {"authors": ()}, ["authors"]),
        ("book", {"authors": (), "editors": (Author("Wood", "PB"),)}, []),
        ("chapter", {"authors": (), "editors": (Author("Wood", "PB"),)}, ["authors"]),
        ("report", {"publisher": "", "url": "", "doi": ""}, ["publisher"]),
        ("report", {"url": "", "doi": "", "registration": ""}, ["url"]),
        ("report", {"url": "", "doi": "", "registration": "", "isbn": "978-0"}, []),
        ("article", {"url": "", "doi": "", "registration": ""}, ["url"]),
        ("article", {"url": "", "doi": "", "registration": "", "pmid": "1"}, []),
        ("report", {"publisher": "", "url": "https://example.org/"}, []),
        ("web_page", {"year": None, "authors": ()}, []),
        ("web_page", {"accessed": None, "url": ""}, ["url", "accessed"]),
        ("preprint", {"doi": "", "url": ""}, ["doi"]),
        ("trial", {"registration": "", "url": ""}, ["registration"]),
        ("trial", {"authors": (), "year": None, "registration": ""}, []),
    ],
)
def test_some_fields_do_as_well_as_others(kind: str, fields: dict, lacks: list[str]):
    assert missing_fields(replace(COMPLETE, kind=kind, **fields)) == lacks


@pytest.mark.parametrize(
    "blank", [{"title": "  "}, {"title": "\n"}, {"authors": (Author(),)}, {"study_type": " "}]
)
def test_blank_fields_count_as_missing(blank: dict):
    assert missing_fields(replace(COMPLETE, **blank)) == list(blank)


def test_an_unknown_kind_needs_the_fields_of_an_article():
    assert missing_fields(Source(kind="scroll")) == list(REQUIRED_FIELDS[SourceKind.ARTICLE])


def test_every_field_that_can_be_missing_has_words_for_people():
    assert {name for names in REQUIRED_FIELDS.values() for name in names} == set(FIELD_LABELS)


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("container", "article", "journal"),
        ("container", "chapter", "title of the book"),
        ("container", "web_page", "name of the site"),
        ("volume", "article", "volume or pages"),
        ("year", "trial", "year"),
        ("url", "web_page", "address"),
        ("url", "report", "address or identifier"),
    ],
)
def test_a_missing_field_is_named_according_to_kind(name: str, kind: str, words: str):
    assert field_label(name, kind) == words
