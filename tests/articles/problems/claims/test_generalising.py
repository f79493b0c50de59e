"""Claims in words that no rule was written for, and careful sentences that look like claims."""

import pytest

from articles.blocks.text_kinds import TextKind
from articles.problems.claims.checking import check_claims
from articles.problems.claims.folding import fold
from articles.problems.claims.labelled import check_sentence
from articles.problems.claims.lexicon import Lexicon
from articles.problems.claims.nearness import find_around
from articles.problems.claims.passages import (
    Claim,
    ClaimSettings,
    ClaimSeverity,
    Mark,
    Passage,
    SourceFacts,
)

SETTINGS = ClaimSettings(year=2026)

CLAIMS = {
    "everyday verb": "Our enamel paste gives teeth back the strength they had in childhood.",
    "image of an illness": "Vertigo has met its match in our balance class.",
    "image of the body": "Our knee gel wakes up sleepy joints.",
    "treatment of another kind": "Homeopathic drops see off croup before midnight.",
    "it draws something out": "Magnesium baths draw the day out of tired legs.",
    "life and feelings": "The retreat gave burnt-out nurses their laughter back.",
    "clients": "Our brides walk down the aisle with the skin of a teenager.",
    "contrast with others": "Other clinics count wrinkles; we make them forget where they were.",
    "contrast with tablets": "Whichever tablets you have tried, our drip does what they could not.",
    "nothing to worry about": "Nothing about our lip fillers needs to worry you.",
    "nobody better": "You will not meet gentler hands in the whole of Yorkshire.",
    "aids left behind": "Our eye exercises make spectacles a memory.",
    "testimonial": '"After years of hot flushes I finally slept through," writes Anneke.',
    "testimonial about care": '"I cancelled my operation," says Piet after four visits.',
    "price": "Botox from £99, this week only.",
    "comparative": "Our aligners work twice as fast as fixed braces.",
    "time to a result": "Say hello to thicker lashes in a fortnight.",
    "weight": "Most people lose their cravings after the first week.",
    "an aid given away": "Give your antihistamines to the neighbours.",
    "illness of the reader": "Your headaches come from a twisted pelvis, and we untwist it.",
    "story": "Lorna, 44, was told she would never conceive; today she has twins.",
    "double denial": "There is no itch our cream has not calmed.",
    "nobody left unhappy": "No smoker has ever left our hypnosis room wanting a cigarette.",
}
CAREFUL = {
    "what staff do": "Our physiotherapist will ask you to bend forward and touch your toes.",
    "what is done to the body": "The needle goes into a muscle of the upper arm.",
    "what a device is": "A splint is a piece of plastic that keeps the teeth apart.",
    "how a device works": "Hearing aids pick up sound with a microphone and make it louder.",
    "course of an illness": "Vertigo often settles within a few weeks.",
    "practical, with a promise": "You can travel home by yourself.",
    "practical, with freedom": "Please leave one arm free of tight sleeves.",
    "practical, with speed": "Itching usually settles within days.",
    "medicine named a toxin": "After a month, those given the toxin had 5 fewer days of cramp.",
    "two arms of a trial": "People given splints had 4 bad nights and those without had 5.",
    "a rhythm": "Tell the nurse if the noise beats with your heart.",
    "history of a licence": "It was first licensed for epilepsy.",
    "choices in a guideline": "The guideline lists it among several first choices.",
    "arm of a trial": "They had exercises, or the leaflet and nothing else.",
    "relative clause": "The group is for people with low mood that has lifted and returned.",
    "hedge with a duration": "An injection may ease the pain for up to eight weeks.",
    "effect on the body": "The medicine slows the heart.",
    "dose": "The dose is raised a little every two weeks.",
    "unlikely": "A second course is unlikely to be needed.",
    "no cure": "It cannot mend the nerve, and work in the cold will still be hard.",
    "after an operation": "Most people go back to work after a week.",
    "claims of others": "Anyone offering a guarantee should explain what it covers.",
    "not proven": "The effects on sleep remain unproven.",
}


@pytest.mark.parametrize("sentence", CLAIMS.values(), ids=CLAIMS)
def test_a_benefit_is_found_in_any_words(sentence: str):
    assert check_sentence(sentence, SETTINGS)


@pytest.mark.parametrize("sentence", CAREFUL.values(), ids=CAREFUL)
def test_a_careful_sentence_passes(sentence: str):
    assert check_sentence(sentence, SETTINGS) is None


def claims_of(*passages: Passage) -> list[Claim]:
    claims = check_claims(passages, {1: SourceFacts(year=2024)}, SETTINGS)
    return [claim for claim in claims if claim.severity is not ClaimSeverity.NOTE]


INTRO = Passage("A review compared three things.", marks=(Mark(31, (1,)),), group="trials")
ITEM = Passage("With a splint, jaw pain eased by 8 points.", TextKind.ITEM, group="trials")


def test_the_items_of_a_list_rest_on_the_sources_of_its_introduction():
    assert claims_of(ITEM)
    assert claims_of(INTRO, ITEM, ITEM) == []


def test_a_list_in_another_part_of_the_page_does_not():
    other = Passage(ITEM.text, ITEM.kind, group="offers")

    assert [claim.sentence for claim in claims_of(INTRO, other)] == [other.text]


def test_a_stop_in_a_list_needs_a_source_of_its_own():
    cure = Passage("Splints prevent migraine.", TextKind.ITEM, group="trials")

    assert [claim.rule_id for claim in claims_of(INTRO, cure)] == ["A5"]


def test_a_paragraph_beside_a_cited_one_may_say_how_a_treatment_acts():
    plain = Passage("Our gel cools the knee.", group="trials")

    assert [claim.rule_id for claim in claims_of(plain)] == ["J9"]
    assert claims_of(plain, INTRO) == []


def test_sources_around_are_those_of_the_neighbours_in_the_same_part():
    far = Passage("Parking is free.", group="trials")

    assert find_around([INTRO, ITEM, ITEM, far, far]) == [
        frozenset(),
        {1},
        {1},
        frozenset(),
        frozenset(),
    ]


def test_an_adverb_of_its_own_is_no_form_of_a_shorter_word():
    assert "unlike" not in fold("unlikely")
    assert "hard" not in fold("hardly")
    assert "quick" in fold("quickly")


def test_a_term_may_name_the_ending_of_words():
    lexicon = Lexicon({"treatment": ["*therapy"]})

    assert "<treatment>" in lexicon.keys("cryotherapy")
    assert "<treatment>" in lexicon.keys("hydrotherapies")
    assert "<treatment>" not in lexicon.keys("therapy")
