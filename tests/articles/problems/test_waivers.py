"""Waivers are matched with a sentence and its sources, and with nothing else."""

import pytest

from articles.models import Waiver
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import Claim, ClaimSettings, Mark, Passage
from articles.problems.waivers import (
    filter_standing,
    get_broken_families,
    hash_sentence,
    normalise_sentence,
    settle,
)

SETTINGS = ClaimSettings(year=2026)
CURE = "Our course cures eczema."


def claim_in(text: str, *, beside: tuple[int, ...] = (), marks: tuple[Mark, ...] = ()) -> Claim:
    found = check_claims([Passage(text, beside=beside, marks=marks)], {}, SETTINGS)
    assert found, text
    return found[0]


def waiver_of(claim: Claim, **fields) -> Waiver:
    values = {
        "family": claim.family,
        "sentence": claim.sentence,
        "source_ids": list(claim.cited_ids),
        "covers_stops": True,
    }
    return Waiver(**values | fields)


def is_waived(claim: Claim, *waivers: Waiver) -> bool:
    return settle(claim, waivers, SETTINGS, {}).claim is None


@pytest.mark.parametrize(
    "text",
    [
        "Our  course\tcures eczema.",
        "Our course\u00a0cures eczema.",
        "Our course cures ec\u00adzema.",
        " Our course cures eczema. ",
    ],
)
def test_white_space_does_not_end_a_waiver(text):
    assert normalise_sentence(text) == CURE
    assert is_waived(claim_in(text), waiver_of(claim_in(CURE)))


@pytest.mark.parametrize(
    "text", ["Our course cures all eczema.", "Our course always cures eczema."]
)
def test_another_word_ends_a_waiver(text):
    assert not is_waived(claim_in(text), waiver_of(claim_in(CURE)))


def test_another_source_ends_a_waiver():
    waiver = waiver_of(claim_in(CURE))
    marked = claim_in(CURE, marks=(Mark(len(CURE), (7,)),))

    assert not is_waived(marked, waiver)
    assert not is_waived(claim_in(CURE, beside=(7,)), waiver)
    assert is_waived(marked, waiver_of(marked))


def test_a_merged_source_is_the_one_it_was_merged_into():
    assert hash_sentence(CURE, [3], {3: "7"}) == hash_sentence(CURE, [7])
    assert hash_sentence(CURE, [7, 3]) == hash_sentence(CURE, [3, 7, 7])


def test_a_waiver_of_another_kind_of_claim_does_not_hold():
    claim = claim_in(CURE)

    assert not is_waived(claim, waiver_of(claim, family="E"))


def test_who_may_not_publish_waives_no_stop():
    claim = claim_in(CURE)

    assert claim.severity == "stop"
    assert not is_waived(claim, waiver_of(claim, covers_stops=False))


def test_each_kind_of_claim_in_a_sentence_needs_its_waiver():
    both = claim_in("Our course cures eczema and has no side effects.")
    families = get_broken_families(both, SETTINGS)
    assert {"A", "E"} <= families.keys()
    first, *others = families

    left = settle(both, [waiver_of(both, family=first)], SETTINGS, {}).claim

    assert left
    assert left.family in others
    assert is_waived(both, *(waiver_of(both, family=each) for each in families))


def test_a_waiver_counts_while_the_text_has_its_sentence():
    """Whatever the rules say: what was signed does not change with them."""
    waiver = Waiver(sentence="The garden is  behind the house.")
    passages = [Passage("Come in. The garden is behind the house. Sit down.")]

    assert filter_standing([waiver], passages) == [waiver]
    assert filter_standing([waiver], [Passage("The garden is before the house.")]) == []
