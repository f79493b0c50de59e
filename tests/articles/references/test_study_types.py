"""The scale of study designs and the counts made of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.study_types import (
    LEVEL_COUNT_LABELS,
    Strength,
    StudyType,
    build_evidence_mix,
    find_strongest,
    parse_study_type,
)


def test_every_study_has_a_level_of_the_pyramid_and_a_guideline_none():
    assert {kind.level for kind in StudyType if not kind.is_guideline} == set(LEVEL_COUNT_LABELS)
    assert StudyType.GUIDELINE.level == 0


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


def test_the_mix_counts_the_studies_of_each_level():
    kinds = [StudyType.IMAGING, StudyType.RANDOMISED_TRIAL, StudyType.LABORATORY]

    mix = build_evidence_mix(kinds)

    assert mix is not None
    assert [row.level for row in mix.studies] == [5, 4, 3, 2, 1]
    assert [row.count for row in mix.studies] == [0, 1, 0, 2, 0]
    assert mix.top_level == 4
    assert (mix.guidelines, mix.unlabelled) == (None, None)


def test_guidelines_have_a_row_of_their_own():
    mix = build_evidence_mix([StudyType.GUIDELINE, StudyType.CASE_REPORT, StudyType.GUIDELINE])

    assert mix is not None
    assert sum(row.count for row in mix.studies) == 1
    assert mix.guidelines is not None
    assert mix.guidelines.label == "2 guidelines or official sources"


def test_a_mix_without_studies_has_no_empty_rows():
    mix = build_evidence_mix([StudyType.GUIDELINE, None])

    assert mix is not None
    assert mix.studies == []
    assert mix.unlabelled is not None
    assert mix.unlabelled.label == "1 source not sorted by kind yet"


@pytest.mark.parametrize("kinds", [[], [None], [None, None]])
def test_sources_without_a_study_type_make_no_mix(kinds: list):
    assert build_evidence_mix(kinds) is None


@given(st.lists(st.none() | st.sampled_from(StudyType), max_size=12))
@settings(derandomize=True, deadline=None)
def test_a_mix_counts_every_source_and_no_pyramid_is_empty(kinds: list):
    mix = build_evidence_mix(kinds)

    if mix is None:
        assert not any(kinds)
        return
    apart = [row for row in (mix.guidelines, mix.unlabelled) if row]
    assert sum(row.count for row in (*mix.studies, *apart)) == len(kinds)
    assert all(row.count for row in apart)
    assert not mix.studies or any(row.count for row in mix.studies)


@given(st.lists(st.sampled_from(StudyType), max_size=9))
@settings(derandomize=True, deadline=None)
def test_no_kind_is_said_to_be_absent_while_sources_are_unlabelled(kinds: list):
    mix = build_evidence_mix([*kinds, None])

    assert mix is None or all(row.count for row in mix.studies)


def test_counts_of_the_mix_have_singular_and_plural():
    one = build_evidence_mix([StudyType.SYSTEMATIC_REVIEW])
    two = build_evidence_mix([StudyType.SYSTEMATIC_REVIEW] * 2)

    assert one is not None
    assert two is not None
    assert one.studies[0].label == "1 systematic review"
    assert two.studies[0].label == "2 systematic reviews"


def test_the_strongest_study_is_found_among_guidelines():
    kinds = [StudyType.HYPOTHESIS, StudyType.GUIDELINE, None]

    assert find_strongest(kinds) is StudyType.HYPOTHESIS
    assert find_strongest(kinds[1:]) is None


def test_every_strength_has_a_label():
    assert all(strength.label != strength.value for strength in Strength)
