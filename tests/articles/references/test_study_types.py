"""The scale of study designs and the counts made of it."""

import pytest

from articles.references.study_types import (
    LEVEL_COUNT_LABELS,
    Strength,
    StudyType,
    build_evidence_mix,
    parse_study_type,
)


def test_every_study_type_has_a_level_of_the_pyramid():
    assert {kind.level for kind in StudyType} == set(LEVEL_COUNT_LABELS)


def test_reviews_of_trials_rank_above_trials_and_the_rest():
    ranked = sorted(StudyType, key=lambda kind: -kind.level)

    assert ranked[:3] == [
        StudyType.SYSTEMATIC_REVIEW,
        StudyType.RANDOMISED_TRIAL,
        StudyType.OBSERVATIONAL,
    ]


@pytest.mark.parametrize("stored", ["", "nonsense", "RANDOMISED_TRIAL"])
def test_a_value_that_is_no_study_type_is_none(stored: str):
    assert parse_study_type(stored) is None


def test_a_stored_value_is_read_as_its_study_type():
    assert parse_study_type("imaging") is StudyType.IMAGING


def test_the_mix_has_five_rows_and_counts_sources_once():
    kinds = [StudyType.IMAGING, StudyType.RANDOMISED_TRIAL, StudyType.LABORATORY, None]

    mix = build_evidence_mix(kinds)

    assert [row["level"] for row in mix] == [5, 4, 3, 2, 1]
    assert [row["count"] for row in mix] == [0, 1, 0, 2, 0]


def test_counts_of_the_mix_have_singular_and_plural():
    one = build_evidence_mix([StudyType.SYSTEMATIC_REVIEW])
    two = build_evidence_mix([StudyType.SYSTEMATIC_REVIEW] * 2)

    assert one[0]["label"] == "1 systematic review"
    assert two[0]["label"] == "2 systematic reviews"


def test_every_strength_has_a_label():
    assert all(strength.label != strength.value for strength in Strength)
