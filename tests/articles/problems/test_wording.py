"""Two versions have the same wording if only punctuation and layout differ."""

import pytest

from articles.models import ArticlePage
from articles.problems.wording import has_same_wording, normalise_words
from tests.factories import body, evidence, explanation, intro, reference, statement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nerves learn to hurt.", "Nerves, learn to hurt"),
        ("It helps; a little", "It helps – a  little…"),
        ("It's off-label", "It’s off label"),
        ("“Rest”", '"Rest"'),
        ("8 people", "8\u00a0people"),
        ("(see below)", "see below"),
        ("reha\u00adbilitation", "rehabilitation"),
        ("cafe\u0301", "café"),
        ("24 weeks.", "24 weeks"),
    ],
)
def test_punctuation_and_white_space_are_no_words(before: str, after: str):
    assert normalise_words(before) == normalise_words(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0.5 mg", "05 mg"),
        ("1.5 mg", "15 mg"),
        ("10–20 weeks", "1020 weeks"),
        ("1 5", "15"),
        ("5%", "5"),
        ("p < 0.05", "p > 0.05"),
        ("-5 points", "5 points"),
        ("mg", "Mg"),
        ("±3", "3"),
        ("It helps", "It helped"),
        ("5 °C", "5 C"),
        ("कि", "क"),
    ],
)
def test_figures_and_signs_are_words(before: str, after: str):
    assert normalise_words(before) != normalise_words(after)


def version(*blocks, **fields: str) -> ArticlePage:
    values = {"title": "Knees", "summary": "What helps.", "body": body(*blocks)}
    return ArticlePage(**values | fields)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("<p>Nerves, learn.</p>", True),
        ('<p data-block-key="b"><b>Nerves</b> learn.</p>', True),
        ("<p>Nerves forget.</p>", False),
    ],
)
def test_a_body_is_compared_by_its_words(text: str, same: bool):
    before = version(intro("<p>Nerves learn.</p>"))

    assert has_same_wording(before, version(intro(text))) is same


@pytest.mark.parametrize(
    ("fields", "same"),
    [
        ({"title": "Knees?"}, True),
        ({"summary": "What helps"}, True),
        ({"title": "Hips"}, False),
        ({"summary": "What harms."}, False),
        ({"card_summary": "For lists.", "search_description": "Found.", "seo_title": "T"}, True),
    ],
)
def test_title_and_standfirst_are_compared_and_texts_of_lists_are_not(fields: dict, same: bool):
    assert has_same_wording(version(intro()), version(intro(), **fields)) is same


def test_other_sources_and_labels_are_other_words():
    one, two = reference("A B"), reference("C D")
    before = version(explanation(cited=(one,)), evidence(statement(cited=(one,))))

    for blocks in (
        (explanation(cited=(two,)), evidence(statement(cited=(one,)))),
        (explanation(cited=(one,)), evidence(statement(cited=(two,)))),
        (explanation(cited=(one,)), evidence(statement("imaging", cited=(one,)))),
        (explanation(cited=(one,)), evidence(statement(cited=(one,), strength="good"))),
    ):
        assert not has_same_wording(before, version(*blocks))
    assert has_same_wording(before, before)
