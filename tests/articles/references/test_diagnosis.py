"""Damage that the reference doctor finds and explains, and names that it leaves alone."""

from dataclasses import replace

import pytest

from articles.references.authors import Author, parse_authors, serialise_authors
from articles.references.diagnosis import diagnose, split_glued_initials
from articles.references.source import Source, SourceKind

COMPLETE = Source(
    authors=(Author("Wood", "PB"),),
    title="A reconsideration",
    container="The journal of pain",
    year=2006,
    volume="7",
    issue="9",
    pages="611-4",
)
GLUED = replace(COMPLETE, authors=(Author("Wood", "PBJTJoP"),), container="")


def diagnose_codes(source: Source, text: str = "") -> list[str]:
    return [damage.code for damage in diagnose(source, text)]


def with_authors(*authors: Author, **fields) -> Source:
    return replace(COMPLETE, authors=authors, **fields)


def test_a_whole_source_has_no_damage():
    assert diagnose(COMPLETE) == []


def test_a_missing_journal_is_found_where_one_belongs():
    assert diagnose_codes(replace(COMPLETE, container="")) == ["journal-missing"]
    assert diagnose_codes(replace(COMPLETE, container="", container_short="J Pain")) == []
    assert diagnose_codes(replace(COMPLETE, container="", kind=SourceKind.BOOK.value)) == []


def test_a_missing_year_is_found_where_one_belongs():
    assert diagnose_codes(replace(COMPLETE, year=None)) == ["year-missing"]
    assert diagnose_codes(replace(COMPLETE, year=None, kind=SourceKind.WEB_PAGE.value)) == []


def test_letters_glued_to_the_last_author_are_diagnosed():
    damage, missing = diagnose(GLUED)

    assert (damage.code, damage.field) == ("glued-journal", "authors")
    assert damage.suggestion == "Wood PB"
    assert "Wood PBJTJoP" in damage.message
    assert "TJoP" in damage.message
    assert missing.code == "journal-missing"


def test_glued_letters_are_damage_even_when_the_journal_is_known():
    assert diagnose_codes(replace(GLUED, container="The journal of pain")) == ["glued-journal"]


def test_glued_letters_are_found_in_stored_group_names():
    stored = parse_authors("Wood PBJTJoP")
    assert stored[0].group

    damage = diagnose(replace(GLUED, authors=stored))[0]

    assert (damage.code, damage.suggestion) == ("glued-journal", "Wood PB")
    assert parse_authors(serialise_authors(GLUED.authors)) == GLUED.authors


def test_initials_with_j_are_suspected_only_without_a_journal():
    author = Author("Bengtsson", "AJR")
    suspected = diagnose(with_authors(author, container=""))[0]

    assert suspected.code == "maybe-glued-journal"
    assert suspected.suggestion == "Bengtsson A"
    assert "may" in suspected.message
    assert diagnose_codes(with_authors(author)) == []
    assert diagnose_codes(with_authors(author, Author("Wood", "PB"), container="")) == [
        "journal-missing"
    ]


@pytest.mark.parametrize(
    ("given", "initials", "letters"),
    [
        ("PBJTJoP", "PB", "TJoP"),
        ("SLKJRbdr", "SLK", "Rbdr"),
        ("AJR", "A", "R"),
        ("OJEjonmami", "O", "Ejonmami"),
    ],
)
def test_glued_letters_are_parted_at_the_j(given: str, initials: str, letters: str):
    assert split_glued_initials(Author("Wood", given)) == [(Author("Wood", initials), letters)]


@pytest.mark.parametrize("given", ["PB", "J", "JP", "PJ", "Patrick", "P.J.", "PJb", "", "AdSdE"])
def test_nothing_is_glued_to_usual_names(given: str):
    assert split_glued_initials(Author("Wood", given)) == []


def test_mixed_initials_are_reported_without_a_repair():
    (damage,) = diagnose(with_authors(Author("Santo", "AdSdE"), Author("Wood", "PB")))

    assert (damage.code, damage.field, damage.suggestion) == ("odd-initials", "authors", "")
    assert "Santo AdSdE" in damage.message


@pytest.mark.parametrize("given", ["YuV", "IuA", "ZhA", "Th", "MacKenzie", "JoAnn", "M-A", "P. B."])
def test_usual_initials_and_given_names_are_not_odd(given: str):
    assert diagnose_codes(with_authors(Author("Ivanov", given))) == []


@pytest.mark.parametrize("name", ["et al", "et al.", "Et al", "and others", "& others", "et alii"])
def test_a_list_of_authors_that_was_cut_short_is_found(name: str):
    others = Author(group=name)

    assert others.is_et_al
    assert diagnose_codes(with_authors(Author("Wood", "PB"), others)) == ["authors-et-al"]
    assert not Author(group="Others Institute").is_et_al


def test_possible_initials_before_et_al_are_not_glued():
    cut = with_authors(Author("Bengtsson", "AJR"), Author(group="et al"), container="")
    assert diagnose_codes(cut) == ["authors-et-al", "journal-missing"]


@pytest.mark.parametrize(
    ("title", "suggestion"),
    [
        ("HÃ¤user on pain", "Häuser on pain"),
        ("Pain â€“ a review", "Pain – a review"),
        ("H\ufffduser on pain", ""),
        ("HÃ¤user \ufffd", ""),
    ],
)
def test_garbled_letters_are_found_and_repaired_if_possible(title: str, suggestion: str):
    (damage,) = diagnose(replace(COMPLETE, title=title))
    assert (damage.code, damage.field, damage.suggestion) == (
        "garbled-letters",
        "title",
        suggestion,
    )


def test_garbled_letters_in_unparsed_text_are_found():
    assert [(d.code, d.field) for d in diagnose(COMPLETE, "A \ufffd note")] == [
        ("garbled-letters", "")
    ]


@pytest.mark.parametrize("title", ["São Paulo", "NÃO", "Å 5 Å²", "Ärzte – Übersicht", "â la carte"])
def test_accents_are_not_garbled(title: str):
    assert diagnose(replace(COMPLETE, title=title)) == []


def test_a_source_without_authors_can_be_diagnosed():
    assert diagnose_codes(replace(COMPLETE, authors=(), container="")) == ["journal-missing"]
