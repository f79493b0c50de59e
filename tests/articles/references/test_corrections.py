"""Fields that hold something else are diagnosed, and the probable value can be taken over."""

from dataclasses import replace

import pytest

from articles.references.authors import Author
from articles.references.corrections import can_correct, correct, correction_label
from articles.references.diagnosis import Diagnosis, diagnose
from articles.references.source import Source

SOUND = Source(
    authors=(Author("Roe", "JA"), Author("Doe", "B")),
    title="Zinc and sleep",
    container="J Tests",
    year=2012,
    volume="27",
    pages="288-95",
)


def misplaced(**fields) -> Diagnosis:
    """Return the only diagnosis of a source with these fields."""
    (diagnosis,) = diagnose(replace(SOUND, **fields))
    assert diagnosis.code == "misplaced-text"
    assert diagnosis.message
    return diagnosis


@pytest.mark.parametrize(
    ("name", "value", "suggestion"),
    [
        ("title", "(2012). Zinc and sleep", "Zinc and sleep"),
        ("title", "Zinc and sleep author = Roe, Jane", "Zinc and sleep"),
        ("title", "“Zinc and sleep,” Trends in Tests", "Zinc and sleep"),
        ("title", "and Poe, R", ""),
        ("title", "Roe JA, Doe B, Zinc and sleep", ""),
        ("title", "Zinc and sleep, vol. 27, pp. 1-9", ""),
        ("title", "Zinc [published", ""),
        ("container", "Trends in Tests, 27(5), 288–295", "Trends in Tests"),
        ("container", "Tests, vol. 27, no. 5", "Tests"),
        ("container", "J Tests volume = 2", "J Tests"),
        ("container", "(2012) Trends in Tests", "Trends in Tests"),
        ("container", "In Trends in Tests", "Trends in Tests"),
        ("container", "Zinc and sleep,” Trends in Tests", "Trends in Tests"),
        ("container", "PMID,Title,Authors,Citation,Journal/Book", ""),
        ("volume", "93, pages 2431-2448", "93"),
        ("pages", "p", ""),
        ("publisher", "August 16, 2021", ""),
    ],
)
def test_a_field_that_holds_something_else_is_diagnosed(name: str, value: str, suggestion: str):
    diagnosis = misplaced(**{name: value})

    assert (diagnosis.field, diagnosis.suggestion) == (name, suggestion)
    assert can_correct(diagnosis) == bool(suggestion)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "In: a word and its meanings"},
        {"title": "What do “experts” say about zinc?"},
        {"title": "Zinc (a review)"},
        {"title": "Effects of Vitamin D, calcium and iron"},
        {"container": "Pain (Amsterdam, Netherlands)"},
        {"container": "The Journal of Pain: Official Journal of a Society"},
        {"volume": "42 Suppl 2"},
        {"volume": "A12"},
        {"volume": "XIV"},
        {"pages": "xii-xv"},
        {"pages": "e12345"},
    ],
)
def test_usual_fields_are_not_diagnosed(fields: dict):
    assert diagnose(replace(SOUND, **fields)) == []


def test_a_probable_value_is_taken_over():
    source = replace(SOUND, container="Trends in Tests, 27(5), 288–295")
    (diagnosis,) = diagnose(source)

    assert correction_label(source, diagnosis) == "Change journal to “Trends in Tests”"
    assert diagnose(correct(source, diagnosis)) == []


def test_letters_of_a_journal_are_taken_off_the_last_author_only():
    source = replace(SOUND, authors=(Author("Roe", "JA"), Author("Wood", "PBJTJoP")))
    (diagnosis,) = diagnose(source)

    assert [one.line for one in correct(source, diagnosis).authors] == ["Roe JA", "Wood PB"]


def test_a_diagnosis_without_a_value_changes_nothing():
    source = replace(SOUND, pages="p")
    (diagnosis,) = diagnose(source)

    assert correct(source, diagnosis) == source
