"""Errors in the order of a body are shown on the block, and no input is lost."""

import json

import pytest
from wagtail.blocks.base import get_error_json_data
from wagtail.blocks.stream_block import StreamBlockValidationError

from articles.blocks.body import order_problems, skeleton
from articles.models import ArticlePage
from tests.factories import evidence, explanation, intro, quote, reference, references, statement
from tests.factories import stream as stream_json

pytestmark = pytest.mark.sqlite_only


def body_value(*blocks):
    return ArticlePage.body.field.to_python(stream_json(*blocks))


def clean_blocks(*blocks):
    value = body_value(*blocks)
    return value.stream_block.clean(value)


def validation_error(*blocks) -> StreamBlockValidationError:
    with pytest.raises(StreamBlockValidationError) as error:
        clean_blocks(*blocks)
    return error.value


def error_text(error) -> str:
    """All messages about one block."""
    return json.dumps(get_error_json_data(error))


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([], []),
        (["intro"], []),
        (["references"], []),
        (["intro", "explanation", "references"], []),
        (["explanation"], []),
        (["explanation", "intro"], [(1, "first")]),
        (["key_points", "intro"], []),
        (["key_points", "quote", "intro"], [(2, "first")]),
        (["intro", "intro"], [(1, "one introduction")]),
        (["intro", "quote", "intro"], [(2, "one introduction")]),
        (["references", "explanation"], [(0, "last")]),
        (["references", "references"], [(0, "last"), (1, "one list")]),
        (["explanation", "intro", "references", "quote"], [(1, "first"), (2, "last")]),
    ],
)
def test_an_error_names_its_block_and_the_remedy(types, expected):
    found = order_problems(types)

    assert [position for position, _message in found] == [position for position, _word in expected]
    for (_position, message), (_same, word) in zip(found, expected, strict=True):
        assert word in message


def test_an_introduction_out_of_place_has_its_own_error():
    error = validation_error(explanation(), intro())

    assert list(error.block_errors) == [1]
    assert "The introduction comes first" in error_text(error.block_errors[1])


def test_a_second_introduction_has_its_own_error():
    error = validation_error(intro(), intro())

    assert list(error.block_errors) == [1]
    assert "one introduction" in error_text(error.block_errors[1])


def test_references_before_the_end_have_their_own_error():
    error = validation_error(intro(), references(), explanation())

    assert list(error.block_errors) == [1]
    assert "The references come last" in error_text(error.block_errors[1])


def test_a_second_reference_list_has_its_own_error():
    assert "one list" in error_text(validation_error(references(), references()).block_errors[1])


def test_errors_of_order_and_of_blocks_come_together():
    error = validation_error(explanation(heading=""), intro())

    assert sorted(error.block_errors) == [0, 1]
    assert "required" in error_text(error.block_errors[0])
    assert "comes first" in error_text(error.block_errors[1])


def test_a_valid_body_is_stored_unchanged():
    blocks = (intro("<p>Hello.</p>"), explanation("Why"), quote(), references())

    cleaned = clean_blocks(*blocks)

    assert [child.block_type for child in cleaned] == [b["type"] for b in blocks]
    assert [child.id for child in cleaned] == [b["id"] for b in blocks]
    assert cleaned[1].value["heading"] == "Why"


def test_an_error_loses_no_input():
    value = body_value(explanation("Why"), intro("<p>Hello.</p>"))
    before = json.dumps(value.get_prep_value())

    with pytest.raises(StreamBlockValidationError):
        value.stream_block.clean(value)

    assert json.dumps(value.get_prep_value()) == before


def test_a_draft_may_break_the_order():
    value = body_value(references(), explanation(), intro())
    block = value.stream_block
    block.defer_required_validation()
    try:
        assert [child.block_type for child in block.clean(value)] == [
            "references",
            "explanation",
            "intro",
        ]
    finally:
        block.restore_deferred_validation()
    with pytest.raises(StreamBlockValidationError):
        block.clean(value)


def test_findings_are_sorted_by_study_design_and_stably():
    cleaned = clean_blocks(
        evidence(
            statement("expert_opinion", claim="opinion"),
            statement("imaging", claim="first picture"),
            statement("systematic_review", claim="review"),
            statement("laboratory", claim="second of the level"),
            statement("randomised_trial", claim="trial"),
        )
    )

    assert [finding["claim"] for finding in cleaned[0].value["statements"]] == [
        "review",
        "trial",
        "first picture",
        "second of the level",
        "opinion",
    ]


@pytest.mark.django_db
def test_sorted_findings_retain_their_sources():
    weak, strong = reference("Weak A"), reference("Strong B")
    cleaned = clean_blocks(
        evidence(
            statement("expert_opinion", cited=(weak,)),
            statement("randomised_trial", cited=(strong,)),
        )
    )

    assert [list(s["sources"]) for s in cleaned[0].value["statements"]] == [[strong.pk], [weak.pk]]


def test_a_new_article_starts_with_the_skeleton_blocks():
    assert [part["type"] for part in json.loads(skeleton())] == [
        "intro",
        "key_points",
        "references",
    ]


def test_every_new_article_has_blocks_with_ids_of_their_own():
    ids = [part["id"] for _ in range(3) for part in json.loads(skeleton())]

    assert all(ids)
    assert len(set(ids)) == len(ids)
    assert all(child.id for child in ArticlePage.body.field.to_python(skeleton()))
