"""Rules that look at a whole page."""

from dataclasses import replace

import pytest

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import ClaimSettings, Mark, Passage, SourceFacts
from articles.references.study_types import Strength, StudyType

SETTINGS = ClaimSettings(year=2026)
NOTHING_FOUND = SourceFacts(
    StudyType.RANDOMISED_TRIAL.value, 2024, "Lack of effect of pads on gout: a trial"
)
SOME_EFFECT = SourceFacts(StudyType.RANDOMISED_TRIAL.value, 2024, "Pads for gout: a trial")
OPINION = SourceFacts(StudyType.EXPERT_OPINION.value, 2024, "Pads for gout: a view")


def cited(text: str, kind: TextKind = TextKind.PROSE, group: str = "a") -> Passage:
    return Passage(text, kind, marks=(Mark(len(text), (1,)),), group=group)


def heading(text: str) -> Passage:
    return Passage(text, TextKind.HEADING, group="a")


def ids(*passages: Passage, source: SourceFacts = SOME_EFFECT) -> list[str]:
    claims = check_claims(passages, {1: source}, SETTINGS)
    return [each for claim in claims for each in (claim.rule_id, *claim.also)]


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        (NOTHING_FOUND, True),
        (replace(SOME_EFFECT, finding="no"), True),
        (replace(SOME_EFFECT, finding="mixed"), True),
        (replace(SOME_EFFECT, finding="yes"), False),
        (SOME_EFFECT, False),
    ],
)
def test_a_positive_heading_above_a_source_that_found_nothing(source: SourceFacts, is_found: bool):
    text = cited("In a trial pain was lower for an hour.")

    assert ("J1" in ids(heading("Why pads relieve gout"), text, source=source)) is is_found
    assert "J1" not in ids(heading("Do pads relieve gout?"), text, source=source)


def test_a_claim_whose_finding_denies_it_is_no_contradiction():
    claim = Passage("Pads give lasting relief", TextKind.CLAIM, beside=(1,), group="a")
    finding = Passage("They did not.", TextKind.FINDING, beside=(1,), group="a")

    assert "J1" not in ids(claim, finding, source=NOTHING_FOUND)
    agreed = replace(finding, text="Pain was lower in both groups.")
    assert "J1" in ids(claim, agreed, source=NOTHING_FOUND)


def test_a_benefit_that_rests_on_an_opinion():
    assert ids(cited("Cupping eases stiff shoulders."), source=OPINION) == ["J2"]
    assert ids(cited("Cupping may ease stiff shoulders."), source=OPINION) == []
    assert ids(cited("Cupping eases stiff shoulders.")) == []


def test_recent_research_that_is_old():
    old = replace(SOME_EFFECT, year=2011)
    text = "A recent trial compared pads with a dummy."
    newer = Passage("Tea was served.", marks=(Mark(5, (2,)),))
    facts = {1: old, 2: SOME_EFFECT}

    claims = check_claims([cited(text), newer], facts, SETTINGS)

    assert [(claim.rule_id, claim.sentence) for claim in claims] == [("J3", text)]


def test_a_page_whose_newest_source_is_old():
    title = Passage("Gout", TextKind.TITLE)
    text = cited("The joint swells.")

    assert ids(title, text) == []
    assert ids(title, text, source=replace(SOME_EFFECT, year=2021)) == []
    assert ids(title, text, source=replace(SOME_EFFECT, year=2020)) == ["J3"]


def test_benefits_without_a_word_on_harms():
    benefits = [
        cited(f"{name} eases stiff shoulders.") for name in ("Cupping", "Yoga", "Massage", "Heat")
    ]
    harm = cited("Bruises are a side effect.")

    assert ids(*benefits) == ["J4"]
    assert ids(*benefits, harm) == []
    assert ids(*benefits[:3]) == []


def test_no_treatment_and_a_treatment_on_one_page():
    denial = Passage("There is no treatment for gout.")

    assert "J5" not in ids(denial)
    assert "J5" in ids(denial, cited("Pads ease gout."))


def test_a_good_label_on_laboratory_work():
    claim = Passage(
        "It blocks a receptor", TextKind.CLAIM, beside=(1,), group="a", strength=Strength.GOOD
    )

    assert ids(claim) == []
    assert ids(claim, source=replace(SOME_EFFECT, study_type=StudyType.LABORATORY.value)) == ["J5"]
    assert ids(replace(claim, strength="limited"), source=OPINION) == []


def what(*passages: Passage) -> list[str]:
    return [claim.what for claim in check_claims(passages, {}, SETTINGS) if claim.rule_id == "J6"]


CUT_OFF = "Is cut off at its end."
FURNITURE = "Belongs to the frame of the page that it was copied from."
REPEATED = "Says the same as the standfirst above it."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Gout is a disease that affects the […]", CUT_OFF),
        ("Gout is a disease that affects the …", CUT_OFF),
        ("Related Blogs", FURNITURE),
        ("Read more »", FURNITURE),
        ("Share this post:", FURNITURE),
        ("You may also like these posts", FURNITURE),
        ("Posted by admin on 4 May 2020", FURNITURE),
        ("Category: Blog Gout Pain", FURNITURE),
        ("©2023 - Clinic | All rights reserved", FURNITURE),
        ("Accept all cookies", FURNITURE),
        ("By continuing to use this site you agree to cookies.", FURNITURE),
    ],
)
def test_left_over_from_copying(text: str, message: str):
    assert what(Passage(text)) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "Read more about gout on the page of the NHS.",
        "Share this leaflet with your family if it helps to talk.",
        "Our articles are related to gout.",
        "Posted letters reach us in two days.",
        "We use no cookies, so you need not accept any.",
        "The copyright of pictures is with their makers.",
        "Comments are welcome at the desk.",
        "Category 2 medicines are kept in the safe.",
        "Ask for the newsletter, and we send you one each month.",
    ],
)
def test_what_a_page_may_say_itself(text: str):
    assert what(Passage(text)) == []


def test_a_button_may_lead_on():
    assert what(Passage("Read more", TextKind.CALL_TO_ACTION)) == []


def test_a_repeated_standfirst():
    text = "Gout makes joints swell and can come back."
    standfirst = Passage(text, TextKind.STANDFIRST)

    assert what(standfirst, Passage(text)) == [REPEATED]
    assert what(standfirst, Passage("Another text.")) == []


def test_a_standfirst_that_is_the_start_of_the_introduction():
    standfirst = Passage(
        "Gout makes joints swell. It often begins in a toe […]", TextKind.STANDFIRST
    )
    same = Passage("Gout makes joints swell. It often begins in a toe at night.")

    assert what(standfirst, same) == [CUT_OFF, REPEATED]
    assert what(replace(standfirst, text="Gout makes joints swell."), same) == []


def test_a_paragraph_about_a_treatment_without_a_source_is_a_note():
    text = "Ketamine is given into a vein over forty minutes while a nurse sits beside the chair."

    assert ids(Passage(text)) == ["J8"]
    assert ids(cited(text)) == []
    assert ids(Passage("Ketamine is given into a vein.")) == []
    practical = (
        "Tell us in good time before your ketamine visit if you cannot come, and bring a list."
    )
    assert ids(Passage(practical)) == []


def test_names_of_treatments_come_from_the_settings():
    text = "Zolpamine is given into a vein over forty minutes while a nurse sits beside the chair."
    settings = replace(SETTINGS, treatments=frozenset({"zolpamine"}))

    assert check_claims([Passage(text)], {}, SETTINGS) == []
    [claim] = check_claims([Passage(text)], {}, settings)
    assert claim.rule_id == "J8"


def test_old_sources_are_named_with_their_year():
    old = replace(SOME_EFFECT, year=2011)
    claims = check_claims([cited("A recent trial had 30 people.")], {1: old}, SETTINGS)
    stale = check_claims([cited("A trial had 30 people.")], {1: old}, SETTINGS)

    assert [claim.what for claim in claims] == ["Calls recent what is from 2011."]
    assert [claim.what for claim in stale] == [
        "The newest source of the page is from 2011, 15 years old."
    ]
