"""What the reference doctor finds, how it explains it, and what it leaves alone."""

from dataclasses import replace

import pytest

from articles.references.authors import Author, author_lines, parse_authors
from articles.references.diagnosis import examine, fits, glued, repair_from
from articles.references.source import Kind, Source

WHOLE = Source(
    authors=(Author("Wood", "PB"),),
    title="A reconsideration",
    container="The journal of pain",
    year=2006,
    volume="7",
    issue="9",
    pages="611-4",
)
GLUED = replace(WHOLE, authors=(Author("Wood", "PBJTJoP"),), container="")


def codes(source: Source, text: str = "") -> list[str]:
    return [damage.code for damage in examine(source, text)]


def by_authors(*authors: Author, **fields) -> Source:
    return replace(WHOLE, authors=authors, **fields)


def test_a_whole_source_has_no_damage():
    assert examine(WHOLE) == []


def test_a_missing_journal_is_found_where_one_belongs():
    assert codes(replace(WHOLE, container="")) == ["journal-missing"]
    assert codes(replace(WHOLE, container="", container_short="J Pain")) == []
    assert codes(replace(WHOLE, container="", kind=Kind.BOOK.value)) == []


def test_a_missing_year_is_found_where_one_belongs():
    assert codes(replace(WHOLE, year=None)) == ["year-missing"]
    assert codes(replace(WHOLE, year=None, kind=Kind.WEB_PAGE.value)) == []


def test_letters_glued_to_the_last_author_are_explained_and_a_name_is_suggested():
    damage, missing = examine(GLUED)

    assert (damage.code, damage.field) == ("glued-journal", "authors")
    assert damage.suggestion == "Wood PB"
    assert "Wood PBJTJoP" in damage.message
    assert "TJoP" in damage.message
    assert missing.code == "journal-missing"


def test_glued_letters_are_damage_even_when_the_journal_is_known():
    assert codes(replace(GLUED, container="The journal of pain")) == ["glued-journal"]


def test_glued_letters_are_found_in_the_library_where_the_line_reads_as_a_group():
    stored = parse_authors("Wood PBJTJoP")
    assert stored[0].group

    damage = examine(replace(GLUED, authors=stored))[0]

    assert (damage.code, damage.suggestion) == ("glued-journal", "Wood PB")
    assert parse_authors(author_lines(GLUED.authors)) == GLUED.authors


def test_initials_with_a_j_are_only_suspected_and_only_without_a_journal():
    author = Author("Bengtsson", "AJR")
    suspected = examine(by_authors(author, container=""))[0]

    assert suspected.code == "maybe-glued-journal"
    assert suspected.suggestion == "Bengtsson A"
    assert "may" in suspected.message
    assert codes(by_authors(author)) == []
    assert codes(by_authors(author, Author("Wood", "PB"), container="")) == ["journal-missing"]


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
    assert glued(Author("Wood", given)) == [(Author("Wood", initials), letters)]


@pytest.mark.parametrize("given", ["PB", "J", "JP", "PJ", "Patrick", "P.J.", "PJb", "", "AdSdE"])
def test_nothing_is_glued_to_usual_names(given: str):
    assert glued(Author("Wood", given)) == []


def test_mixed_initials_are_asked_about_and_not_repaired():
    (damage,) = examine(by_authors(Author("Santo", "AdSdE"), Author("Wood", "PB")))

    assert (damage.code, damage.field, damage.suggestion) == ("odd-initials", "authors", "")
    assert "Santo AdSdE" in damage.message


@pytest.mark.parametrize("given", ["YuV", "IuA", "ZhA", "Th", "MacKenzie", "JoAnn", "M-A", "P. B."])
def test_usual_initials_and_given_names_are_not_odd(given: str):
    assert codes(by_authors(Author("Ivanov", given))) == []


@pytest.mark.parametrize("name", ["et al", "et al.", "Et al", "and others", "& others", "et alii"])
def test_a_list_of_authors_that_was_cut_short_is_found(name: str):
    others = Author(group=name)

    assert others.stands_for_others
    assert codes(by_authors(Author("Wood", "PB"), others)) == ["authors-et-al"]
    assert not Author(group="Others Institute").stands_for_others


def test_letters_before_et_al_are_not_taken_for_glued_ones_when_they_may_be_initials():
    cut = by_authors(Author("Bengtsson", "AJR"), Author(group="et al"), container="")
    assert codes(cut) == ["authors-et-al", "journal-missing"]


@pytest.mark.parametrize(
    ("title", "suggestion"),
    [
        ("HÃ¤user on pain", "Häuser on pain"),
        ("Pain â€“ a review", "Pain – a review"),
        ("H\ufffduser on pain", ""),
        ("HÃ¤user \ufffd", ""),
    ],
)
def test_garbled_letters_are_found_and_read_again_where_they_can_be(title: str, suggestion: str):
    (damage,) = examine(replace(WHOLE, title=title))
    assert (damage.code, damage.field, damage.suggestion) == (
        "garbled-letters",
        "title",
        suggestion,
    )


def test_garbled_letters_in_the_part_that_was_not_read_are_found_too():
    assert [(d.code, d.field) for d in examine(WHOLE, "A \ufffd note")] == [("garbled-letters", "")]


@pytest.mark.parametrize("title", ["São Paulo", "NÃO", "Å 5 Å²", "Ärzte – Übersicht", "â la carte"])
def test_accents_are_not_garbled(title: str):
    assert examine(replace(WHOLE, title=title)) == []


@pytest.mark.parametrize(
    ("letters", "journal"),
    [
        ("TJoP", "The journal of pain"),
        ("Rbdr", "Revista brasileira de reumatologia"),
        ("R", "Rheumatology (Oxford, England)"),
        ("EJoP", "European journal of pain (London, England)"),
        ("EjopLE", "European journal of pain (London, England)"),
        ("ACD", "Anti-cancer drugs"),
        ("AD", "Anti-cancer drugs"),
    ],
)
def test_the_first_letters_of_a_journal_fit_it(letters: str, journal: str):
    assert fits(letters, journal)


@pytest.mark.parametrize(
    ("letters", "journal"), [("TJoP", "Pain"), ("TJ", "The journal of pain"), ("TJoP", "")]
)
def test_other_letters_do_not(letters: str, journal: str):
    assert not fits(letters, journal)


def test_a_whole_entry_of_the_same_work_offers_its_journal_and_the_author():
    assert repair_from(GLUED, WHOLE) == {
        "authors": (Author("Wood", "PB"),),
        "container": "The journal of pain",
    }


def test_a_repair_works_on_a_line_of_the_library_too():
    stored = replace(GLUED, authors=parse_authors("Wood PBJTJoP"))
    assert repair_from(stored, WHOLE)["authors"] == (Author("Wood", "PB"),)


def test_it_offers_what_else_is_missing_and_nothing_that_is_there():
    known = replace(WHOLE, doi="10.1016/j.jpain.2006.01.450", pages="611-614")
    offer = repair_from(replace(GLUED, volume=""), known)

    assert offer.keys() == {"authors", "container", "volume", "doi"}


def test_nothing_is_offered_when_the_letters_are_not_those_of_the_journal():
    assert repair_from(GLUED, replace(WHOLE, container="Medical hypotheses")) == {}


def test_nothing_is_offered_by_another_work():
    assert repair_from(GLUED, replace(WHOLE, title="Another")) == {}
    assert repair_from(replace(WHOLE, container=""), replace(WHOLE, year=2007)) == {}


def test_initials_that_only_look_glued_stay_when_the_journal_does_not_fit():
    damaged = by_authors(Author("Bengtsson", "AJR"), container="")

    whole = by_authors(Author("Bengtsson", "AJR"), container="Pain")
    assert repair_from(damaged, whole) == {"container": "Pain"}

    parted = by_authors(Author("Bengtsson", "A"), container="Rheumatology (Oxford, England)")
    assert repair_from(damaged, parted)["authors"] == (Author("Bengtsson", "A"),)


def test_a_source_without_authors_can_be_examined_and_repaired():
    damaged, whole = replace(WHOLE, authors=(), container=""), replace(WHOLE, authors=())

    assert codes(damaged) == ["journal-missing"]
    assert repair_from(damaged, whole) == {"container": "The journal of pain"}
