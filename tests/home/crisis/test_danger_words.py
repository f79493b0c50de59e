"""Words of danger are found however they are written, and any text is read quickly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.crisis.danger_words import (
    DEFAULT_DANGER_WORDS,
    MAX_ENTRIES,
    find_unusable,
    has_danger_word,
    parse_danger_words,
)


@pytest.mark.parametrize(
    "typed",
    [
        *("suicide", "Suicidal thoughts", "SUICIDE?!", "suicide-prevention", "commit suiçide"),
        *("sucide", "suicde", "siucide", "suiside", "suicied", "su1c1de", "ＳＵＩＣＩＤＥ"),
        *("sui cide", "s u i c i d e", "sui\u200bcide", "my son is suicidal"),
        *("kill myself", "killing myself", "killmyself", "kill my self", "kill myslef", "kms"),
        *("overdose", "over dose", "overdoes", "ketamine overdosing", "overdosed on tablets"),
        *("self-harm", "self harm", "selfharming", "cutting myself", "cut my wrists"),
        *("end my life", "endmylife", "end my whole life", "ending it all", "take his own life"),
        *("can't go on", "cant go on", "can’t go on", "can not go on", "I just can't really go on"),
        *("i want to die", "wanna die", "want to just die", "don't want to live any more"),
        *("how many paracetamol tablets to die", "took too many tablets", "no reason to live"),
        *("she stopped breathing", "I can't breathe", "heart attack"),
    ],
)
def test_words_of_danger_are_found_in_all_their_spellings(typed: str):
    assert has_danger_word(typed, DEFAULT_DANGER_WORDS)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "ketamine", "painkillers", "nerve pain", "prices", "odd feelings", "self referral"),
        *("overdoing exercise", "how to cope with pain", "breathing exercises", "side effects"),
        *("depression that has not lifted", "book an appointment", "living with fibromyalgia"),
    ],
)
def test_ordinary_searches_raise_no_alarm(typed: str):
    assert not has_danger_word(typed, DEFAULT_DANGER_WORDS)


def test_a_clinic_may_add_words_of_any_language():
    words = "selbstmord*, nicht mehr leben\nпокончить с собой\n自杀"

    for typed in (
        *("Selbstmordgedanken", "ich will nicht mehr leben", "Покончить с собой", "我想自杀了"),
    ):
        assert has_danger_word(typed, words), typed
    assert not has_danger_word("suicide", words)


def test_entries_that_would_match_everything_are_left_out():
    unusable = ["*", "s*", "so*", "!"]
    text = ", ".join(["harm*", *unusable])

    assert find_unusable(text) == unusable
    assert [entry.joined for entry in parse_danger_words(text)] == ["harm"]
    assert find_unusable(DEFAULT_DANGER_WORDS) == []
    many = "\n".join(f"word{number}" for number in range(MAX_ENTRIES + 1))
    assert find_unusable(many) == [f"word{MAX_ENTRIES}"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_and_any_list_are_read(typed: str, words: str):
    assert has_danger_word(typed, words) in (True, False)
    assert has_danger_word(f"{typed} suicide", DEFAULT_DANGER_WORDS)


@pytest.mark.parametrize("unit", ["a ", "self ", "overdxse ", "want to ", "kill", "ﷺ", "suicixx "])
def test_hostile_texts_take_no_longer_than_their_length(unit: str):
    began = time.process_time()

    has_danger_word(unit * 100_000, DEFAULT_DANGER_WORDS)

    assert time.process_time() - began < 1
