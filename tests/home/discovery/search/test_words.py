"""Words are found in any text, and variants of a word are the same."""

import pytest

from home.discovery.search.terms import MAX_QUERY_LENGTH, parse_terms
from home.discovery.search.words import split_words, to_index_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ketamine: is it safe?", ["ketamine", "is", "it", "safe"]),
        ("Sjögren’s and Łódź", ["sjogrens", "and", "lodz"]),
        ("e\u0301te\u0301 / ÉTÉ", ["ete", "ete"]),
        ("0.5 mg/kg, COVID-19", ["0", "5", "mg", "kg", "covid", "19"]),
        ("'quoted' don't_stop", ["quoted", "dont", "stop"]),
        ("боль 痛み", ["боль", "痛み"]),
        ('\0 " * () 🩹 --', []),
    ],
)
def test_words_are_lower_case_without_accents(text: str, found: list[str]):
    assert list(split_words(text)) == found


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("infusions", "infusion"), ("studies", "study"), ("rashes", "rash"), ("aches", "ache")],
)
def test_plurals_are_indexed_and_searched_as_singulars(plural: str, singular: str):
    assert singular in to_index_text(f"Two {plural}").split()
    assert parse_terms(f"{plural} twice")[0] == parse_terms(f"{singular} twice")[0]


@pytest.mark.parametrize("word", ["crps", "analysis", "virus", "illness"])
def test_a_final_s_that_is_no_plural_remains(word: str):
    assert parse_terms(word)[0].words == (word,)


def test_only_the_last_word_may_be_unfinished():
    first, last = parse_terms("nerve pai")

    assert last.matches("pain")
    assert not first.matches("nerves2")
    assert first.matches("nerves")


def test_stop_words_are_dropped_unless_alone():
    assert [term.words for term in parse_terms("What is the ketamine for?")] == [("ketamine",)]
    assert len(parse_terms("what is it")) == 3


def test_a_very_long_query_is_cut():
    assert sum(len(term.words[0]) for term in parse_terms("word" * 10_000)) <= MAX_QUERY_LENGTH
    assert len(parse_terms(" ".join(f"w{n}" for n in range(1000)))) <= 12
