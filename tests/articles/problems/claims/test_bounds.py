"""Long and hostile texts are judged in time that grows with their length."""

import cProfile
import pstats
import subprocess
import sys
import time

import pytest

from articles.problems.claims import checking
from articles.problems.claims.checking import check_claims
from articles.problems.claims.passages import ClaimSettings, Mark, Passage
from articles.problems.claims.sentences import MAX_SENTENCE_LENGTH, split_passage

SETTINGS = ClaimSettings(year=2026)
HOSTILE = {
    "one sentence": "our ketamine cures pain and depression, ",
    "negations": "it does not not never cure pain without ",
    "sentences": "Pain is gone. ",
    "quotation marks": "\"' ",
    "stops": ". ",
    "space": " " * 50 + "a",
    "one word": "x",
    "soft hyphens": "c\u00adure ",
}


def passage(unit: str, length: int) -> Passage:
    text = (unit * (length // len(unit) + 1))[:length]
    return Passage(text, marks=tuple(Mark(place, (1,)) for place in range(0, length, 500)))


def count_calls(unit: str, length: int) -> int:
    checking._judge_text.cache_clear()
    profile = cProfile.Profile()
    profile.runcall(check_claims, [passage(unit, length)], {}, SETTINGS)
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_twice_the_work(unit: str):
    count_calls(unit, 1_000)  # compiles the patterns

    assert count_calls(unit, 20_000) < 2.5 * count_calls(unit, 10_000)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_a_huge_paragraph_takes_about_a_second(unit: str):
    check_claims([passage(unit, 1_000)], {}, SETTINGS)
    start = time.process_time()
    check_claims([passage(unit, 100_000)], {}, SETTINGS)

    # A second on a machine of its own; others may share this one.
    assert time.process_time() - start < 3


def test_a_sentence_is_cut():
    _normal, sentences = split_passage(passage("word ", 10 * MAX_SENTENCE_LENGTH))

    assert len(sentences) == 10
    assert all(sentence.end - sentence.start <= MAX_SENTENCE_LENGTH for sentence in sentences)


def test_only_a_changed_paragraph_is_judged_again():
    texts = [f"Our course number {number} cures eczema." for number in range(50)]
    check_claims([Passage(text) for text in texts], {}, SETTINGS)
    before = checking._judge_text.cache_info().misses

    claims = check_claims([Passage(text) for text in [*texts[:-1], "It does not."]], {}, SETTINGS)

    assert checking._judge_text.cache_info().misses == before + 1
    assert len(claims) == 49


def test_rules_are_read_when_they_are_first_needed():
    """So that starting the site takes no longer."""
    code = (
        "import articles.problems.claims.checking as checking\n"
        "from articles.problems.claims.rules import get_rule_book\n"
        "assert get_rule_book.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
