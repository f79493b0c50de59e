"""What "it" and "they" stand for decides whether a sentence speaks of a treatment."""

import pytest

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import ClaimSettings, ClaimSeverity, Passage
from articles.problems.claims.subjects import Subject, find_subject

SETTINGS = ClaimSettings(year=2026)


def flagged(*passages: Passage) -> list[str]:
    claims = check_claims(passages, {}, SETTINGS)
    return [claim.sentence for claim in claims if claim.severity is not ClaimSeverity.NOTE]


def test_it_is_the_treatment_of_the_sentence_before():
    text = "A splint is worn at night. It has put hundreds of jaws to rest."

    assert flagged(Passage(text)) == ["It has put hundreds of jaws to rest."]


def test_it_is_the_illness_of_the_sentence_before():
    assert "B1" not in rules(Passage("Sciatica is common. It works against the nerve."))
    assert "B1" in rules(Passage("A splint is worn at night. It works against pain."))


def test_the_heading_says_what_the_first_sentence_is_about():
    heading = Passage("What a splint does", TextKind.HEADING, group="splint")
    text = Passage("It has put hundreds of jaws to rest.", group="splint")

    assert flagged(heading, text) == [text.text]


def rules(passage: Passage) -> list[str]:
    claims = check_claims([passage], {}, SETTINGS)
    return [each for claim in claims for each in (claim.rule_id, *claim.also)]


@pytest.mark.parametrize(
    ("sentence", "before", "subject"),
    [
        ("sciatica hurts", Subject.UNKNOWN, Subject.OTHER),
        ("acupuncture takes an hour", Subject.OTHER, Subject.TREATMENT),
        ("they hurt", Subject.TREATMENT, Subject.TREATMENT),
        ("this is new", Subject.OTHER, Subject.OTHER),
    ],
)
def test_the_subject_is_the_first_thing_named(sentence: str, before: Subject, subject: Subject):
    keys = {
        "sciatica": frozenset({"<ill>"}),
        "acupuncture": frozenset({"<treatment>"}),
    }
    forms = sentence.split()

    assert find_subject(forms, [keys.get(form, frozenset()) for form in forms], before) is subject
