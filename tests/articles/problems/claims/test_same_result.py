"""How a sentence is written or cited does not change what is found in it."""

import pytest

from articles.problems.claims.checking import check_claims, is_language_checked
from articles.problems.claims.labelled import read_sentence
from articles.problems.claims.passages import (
    Claim,
    ClaimSettings,
    ClaimSeverity,
    Mark,
    Passage,
    SourceFacts,
)
from articles.problems.claims.rules import get_rule_book
from articles.references.study_types import StudyType

SETTINGS = ClaimSettings(year=2026)
BOOK = get_rule_book("en")
assert BOOK
TRIAL = SourceFacts(study_type=StudyType.RANDOMISED_TRIAL.value, year=2024)


def check(text: str, *marks: int, source: SourceFacts = TRIAL) -> list[Claim]:
    passage = Passage(text, marks=tuple(Mark(position, (1,)) for position in marks))
    claims = check_claims([passage], {1: source}, SETTINGS)
    return [claim for claim in claims if claim.severity is not ClaimSeverity.NOTE]


def ids(claims: list[Claim]) -> list[str]:
    return [claim.rule_id for claim in claims]


SENTENCE = "Cupping eases stiff shoulders."


@pytest.mark.parametrize("position", [len(SENTENCE) - 1, len(SENTENCE)])
def test_a_citation_before_or_behind_the_stop_belongs_to_the_sentence(position: int):
    text = f"{SENTENCE} It takes an hour. Tea is served. Our patch is very effective."

    assert ids(check(text)) == ["B2", "B1"]
    assert ids(check(text, position)) == ["B1"]


def test_a_citation_of_the_neighbour_clears_a_warning_only():
    text = "Cupping eases stiff shoulders. It was tested in 1999. It cures gout."

    assert ids(check(text, len("Cupping eases stiff shoulders. It was tested in 1999."))) == ["A1"]


@pytest.mark.parametrize(
    "text",
    [
        "“It works wonders,” says Tom. It’s the patients’ favourite cure for gout.",
        "It\u2019s pain\u2011free, and the gout cure isn\u2019t slow.",
        "Our pain-free cure\u00a0for gout.",
        "Our c\u00adure for g\u200bout.",
        "Our cure for gout — at last.",
    ],
)
def test_signs_and_spaces_do_not_matter(text: str):
    plain = text
    for sign, same in {
        "“": '"',
        "”": '"',
        "’": "'",
        "\u2011": "-",
        "\u00a0": " ",
        "\u00ad": "",
        "\u200b": "",
        "—": "–",
    }.items():
        plain = plain.replace(sign, same)

    assert ids(check(text)) == ids(check(plain)) != []


def test_the_words_are_found_in_the_original_text():
    text = "Tea.\u00a0 Our c\u00adure for “go\u200but” ½ cures gout, of course."
    [claim] = check(text)

    assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
    assert claim.sentence.startswith("Our c\u00adure")
    assert claim.quote in claim.sentence
    assert claim.quote == text[claim.start : claim.end]


WARNINGS = [
    (rule.id, sentence)
    for rule in BOOK.rules.values()
    if rule.severity is ClaimSeverity.WARN
    for sentence in rule.examples.flagged
    # A command, a question, a heading or a quotation cannot follow "that".
    if rule.id not in ("A11", "A12", "B14", "G1") and "?" not in sentence
]


@pytest.mark.parametrize(("rule_id", "sentence"), WARNINGS)
def test_no_evidence_that_clears_a_warning(rule_id: str, sentence: str):
    passage, sources = read_sentence(
        f"There is no evidence that {sentence[0].lower()}{sentence[1:]}"
    )
    found = check_claims([passage], sources, SETTINGS)

    assert rule_id not in [each for claim in found for each in (claim.rule_id, *claim.also)]


def test_a_retracted_source_clears_nothing():
    retracted = SourceFacts(study_type=TRIAL.study_type, is_retracted=True)

    assert ids(check(SENTENCE, len(SENTENCE))) == []
    assert ids(check(SENTENCE, len(SENTENCE), source=retracted)) == ["B2"]


@pytest.mark.parametrize(
    ("study_type", "expected"),
    [
        (StudyType.RANDOMISED_TRIAL, []),
        (StudyType.SYSTEMATIC_REVIEW, []),
        (StudyType.OBSERVATIONAL, ["C2"]),
        (StudyType.EXPERT_OPINION, ["C2"]),
    ],
)
def test_only_trials_and_reviews_clear_a_comparison(study_type: str, expected: list[str]):
    text = "Needling beats massage."
    source = SourceFacts(study_type=str(study_type))

    assert ids(check(text, len(text), source=source)) == expected


def test_a_source_without_a_study_type_asks_for_one():
    text = "Needling beats massage."
    [claim] = check(text, len(text), source=SourceFacts())

    assert (claim.rule_id, claim.severity) == ("J10", ClaimSeverity.WARN)
    assert "study type" in claim.do


def test_a_result_reported_from_a_source_without_a_study_type_is_left_in_peace():
    text = "Needling outperforms massage by 2 points of 10."
    passage = Passage(text, marks=(Mark(len(text), (1,)),))
    [claim] = check_claims([passage], {1: SourceFacts()}, SETTINGS)

    assert (claim.rule_id, claim.severity) == ("J11", ClaimSeverity.NOTE)
    assert ids(check(text, len(text), source=SourceFacts(study_type="expert_opinion"))) == ["C2"]


def test_a_citation_does_not_excuse_a_cure():
    assert ids(check("Our course cures eczema.", 24)) == ["A1"]


def test_a_sentence_is_listed_once_with_its_gravest_problem():
    [claim] = check("Our miracle course cures eczema.")

    assert (claim.rule_id, claim.severity) == ("A1", ClaimSeverity.STOP)
    assert "A8" in claim.also


def test_a_language_without_rules_is_not_checked():
    assert is_language_checked("en-gb")
    assert not is_language_checked("es")
    spanish = ClaimSettings(year=2026, language="es")
    assert check_claims([Passage("Our course cures eczema.")], {}, spanish) == []
