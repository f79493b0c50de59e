"""Promises that no rule knows are found by their words, and careful pages are left in peace."""

from pathlib import Path

import pytest

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.checking import check_claims
from articles.problems.claims.fitting import FittedSentence, fit, write_weights
from articles.problems.claims.passages import (
    Claim,
    ClaimSettings,
    ClaimSeverity,
    Mark,
    Passage,
    SourceFacts,
)
from articles.problems.claims.promises import MIN_SENTENCES
from articles.problems.claims.rules import read_rule_book

SETTINGS = ClaimSettings(year=2026)
PROMISE = "Your knees will send us flowers."
CAREFUL = "The knee is usually sore for a day or two after the injection."


def check(*passages: Passage) -> list[Claim]:
    claims = check_claims(passages, {1: SourceFacts(year=2024)}, SETTINGS)
    return [claim for claim in claims if claim.severity is not ClaimSeverity.NOTE]


def ids(*passages: Passage) -> list[str]:
    return [claim.rule_id for claim in check(*passages)]


def test_a_promise_in_words_of_its_own_is_a_warning():
    [claim] = check(Passage(PROMISE))

    assert (claim.rule_id, claim.severity) == ("J12", ClaimSeverity.WARN)
    assert claim.quote in PROMISE
    assert ids(Passage(CAREFUL)) == []


@pytest.mark.parametrize("kind", [TextKind.QUESTION, TextKind.TESTIMONIAL, TextKind.NONE])
def test_questions_of_readers_and_words_of_patients_are_not_weighed(kind: TextKind):
    assert "J12" not in ids(Passage(PROMISE, kind))


@pytest.mark.parametrize("position", [0, len(PROMISE)])
def test_a_source_in_the_sentence_carries_it(position: int):
    assert ids(Passage(PROMISE, marks=(Mark(position, (1,)),))) == []


def test_a_source_in_the_paragraph_carries_it():
    text = f"{PROMISE} {CAREFUL} {CAREFUL}"

    assert "J12" in ids(Passage(text))
    assert ids(Passage(text, marks=(Mark(len(text), (1,)),))) == []


def test_what_is_said_not_to_be_known_is_no_promise():
    assert ids(Passage(f"There is no evidence that {PROMISE[0].lower()}{PROMISE[1:]}")) == []


def test_a_single_sentence_among_many_careful_ones_needs_more_points():
    doubtful = Passage("The knees smile on Friday evenings.")
    careful = [Passage(f"{CAREFUL} Visit {number}.") for number in range(MIN_SENTENCES)]

    assert ids(doubtful) == ["J12"]
    assert ids(doubtful, *careful) == []


def test_a_promise_among_many_promises_needs_none():
    doubtful = Passage("The knees smile on Friday evenings.")
    promises = [Passage(PROMISE)] * MIN_SENTENCES

    assert ids(doubtful, *promises) == ["J12"] * (MIN_SENTENCES + 1)


def test_a_cure_stops_on_the_most_careful_page():
    careful = [Passage(f"{CAREFUL} Visit {number}.") for number in range(MIN_SENTENCES)]

    assert ids(Passage("Our course cures eczema."), *careful) == ["A1"]


def test_features_get_points_by_the_sentences_that_have_them():
    promise = FittedSentence(("bloom", "the"), True, 1)
    careful = FittedSentence(("bring", "the"), False, 1)

    points = fit([promise] * 10 + [careful] * 10)

    assert points["bloom"] > 0 > points["bring"]
    assert abs(points.get("the", 0)) < points["bloom"]


def test_written_weights_can_be_read(tmp_path: Path):
    points = {"": -3, "bloom": 12, ",": -2, "^ <we>": 5, "no": -2, "trait harm": -7, "#": 5}
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "all.yaml").write_text("registered: ketamine\ntreatment: drip\n")
    (tmp_path / "weights.yaml").write_text("\n".join(write_weights(points, 6)))

    weights = read_rule_book(tmp_path).weights

    assert weights.threshold == 6
    assert weights.points == {name: value for name, value in points.items() if name}
