"""Counting sentences, words and syllables."""

import pytest

from articles.problems.readability import TextStatistics, count_text, split_sentences

# Words and syllables of each, counted by hand.
COUNTED = [
    ("Pain is a signal.", 4, 5),
    ("Nerves can learn pain.", 4, 4),
    ("The trial had 120 people in it.", 7, 9),
    ("Half of them walked each day.", 6, 6),
    ("The doctor's letter came in the morning.", 7, 10),
    ("The long-term data are missing.", 6, 8),
    ("Some patients sleep better after treatment.", 6, 10),
    ("Depression is common in this group.", 6, 9),
    ("Most of it wore off within 2.5 hours.", 8, 9),
    ("Ask before you drive.", 4, 5),
]


@pytest.mark.parametrize(("text", "words", "syllables"), COUNTED)
def test_words_and_syllables_of_a_sentence(text: str, words: int, syllables: int):
    assert count_text([text]) == TextStatistics(words, 1, syllables)


def test_the_grade_is_that_of_flesch_and_kincaid():
    """0.39 x 120 / 10 + 11.8 x 180 / 120 - 15.59."""
    assert TextStatistics(words=120, sentences=10, syllables=180).grade == 6.8


def test_a_text_too_short_has_no_grade():
    assert count_text(["Pain is real."]).grade is None
    assert count_text([]).grade is None


@pytest.mark.parametrize(
    "text",
    [
        "It fell by 0.5 points on a scale of 10.",
        "Some felt ill, e.g. Nausea and dizziness were named.",
        "Wood et al. Found the same.",
        "Dr. Vaughan read it with Prof. Marsh.",
        "It was written by J. Smith of the U.K. Register.",
        "It is shown in fig. 2 and on p. 14.",
        "He asked “Why?” and left.",
    ],
)
def test_a_full_stop_may_be_inside_a_sentence(text: str):
    assert list(split_sentences(text)) == [text]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It helped. Some slept.", ["It helped.", "Some slept."]),
        ("Did it help? No. It did not!", ["Did it help?", "No.", "It did not!"]),
        ("“It helped.” She slept.", ["“It helped.”", "She slept."]),
        ("It fell by half. 30 people slept.", ["It fell by half.", "30 people slept."]),
        ("It helped (a little). Éclairs did not", ["It helped (a little).", "Éclairs did not"]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]):
    assert list(split_sentences(text)) == sentences
