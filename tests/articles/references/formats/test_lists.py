"""Pasted numbers, one a line, and references in words."""

import pytest

from articles.references.formats import lists
from articles.references.formats.decoding import UnreadableError

SEED = "1. Wood PB. Fibromyalgia: a title. J Pain. 2006;7(9):611-614."


@pytest.mark.parametrize(
    ("line", "field", "number"),
    [
        ("10.1038/NRDP.2015.22", "doi", "10.1038/nrdp.2015.22"),
        ("doi: 10.1038/nrdp.2015.22.", "doi", "10.1038/nrdp.2015.22"),
        ("https://doi.org/10.1038/nrdp.2015.22", "doi", "10.1038/nrdp.2015.22"),
        ("16942945", "pmid", "16942945"),
        ("PMID: 123", "pmid", "123"),
        ("https://pubmed.ncbi.nlm.nih.gov/16942945/", "pmid", "16942945"),
        ("PMC3173870", "pmcid", "PMC3173870"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC3173870", "pmcid", "PMC3173870"),
        ("NCT01234567", "registration", "NCT01234567"),
        ("ISBN 978-0-306-40615-7", "isbn", "9780306406157"),
    ],
)
@pytest.mark.parametrize("bullet", ["", "3. ", "[3] ", "• "])
def test_a_bare_identifier_becomes_a_source(bullet: str, line: str, field: str, number: str):
    (record,) = lists.read(f"\n  {bullet}{line}  \n")

    assert getattr(record.source, field) == number
    assert record.source.title == ""
    assert record.notes == [
        "Only a number was given. It is looked up in the library and nowhere else."
    ]
    assert not record.diagnoses


def test_identifiers_are_read_one_or_several_per_line():
    records = lists.read("10.1000/a\n\n16942945, 16942946; 16942947\nPMC12\n")

    assert [record.text for record in records] == [
        *("10.1000/a", "16942945", "16942946", "16942947"),
        "PMC12",
    ]


def test_a_registration_is_one_of_a_trial():
    assert lists.read("NCT01234567")[0].source.kind == "trial"


def test_references_in_words_are_parsed():
    (record,) = lists.read(SEED)

    assert record.source.title == "Fibromyalgia: a title"
    assert record.source.year == 2006
    assert not record.problem


def test_an_identifier_among_references_is_one_source():
    records = lists.read(f"{SEED}\n2. 10.1000/abc\n")

    assert [bool(record.source.title) for record in records] == [True, False]
    assert records[1].source.doi == "10.1000/abc"


def test_text_that_is_no_reference_has_a_problem_and_no_source():
    (record,) = lists.read("Hello")

    assert record.source is None
    assert record.problem
    assert record.text == "Hello"


def test_a_text_too_long_for_a_list_is_refused():
    with pytest.raises(UnreadableError, match="too long for a list"):
        lists.read("word " * 200_000)
