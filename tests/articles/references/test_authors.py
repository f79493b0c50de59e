"""Authors are typed one a line: persons in several ways, groups by their names."""

from string import ascii_uppercase

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.references.authors import (
    NON_FAMILY_WORDS,
    Author,
    is_initials,
    parse_author,
    parse_authors,
    serialise_authors,
)

quick = settings(max_examples=60)
FAMILIES = ["Wood", "de Laforte", "O'Neil", "Häuser", "Espírito Santo", "van 't Hoff", "Ng", "王"]
words = (
    st.text(st.characters(categories=["Ll", "Lo"]), min_size=2, max_size=8)
    .map(str.title)
    .filter(lambda word: not is_initials(word))
)
families = st.one_of(
    st.sampled_from(FAMILIES), st.lists(words, min_size=1, max_size=3).map(" ".join)
)
initials = st.text(ascii_uppercase, min_size=1, max_size=5)
givens = st.one_of(
    st.just(""),
    initials,
    initials.map("-".join),
    initials.map(lambda text: " ".join(f"{letter}." for letter in text)),
    st.tuples(words, initials).map(" ".join),
    words,
)
suffixes = st.sampled_from(["", "Jr", "Sr.", "II", "3rd", "4th"])
persons = st.builds(Author, family=families, given=givens, suffix=suffixes)
groups = st.lists(words, min_size=1, max_size=5).map(" ".join).map(lambda name: Author(group=name))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Wood PB", Author("Wood", "PB")),
        ("  Wood\t P.B. ", Author("Wood", "P.B.")),
        ("Wood P. B.", Author("Wood", "P. B.")),
        ("Wood P B", Author("Wood", "P B")),
        ("Wood PB,", Author("Wood", "PB")),
        ("WOOD PB", Author("WOOD", "PB")),
        ("DE LA CRUZ J", Author("DE LA CRUZ", "J")),
        ("Wood, Patrick B", Author("Wood", "Patrick B")),
        ("de Laforte C", Author("de Laforte", "C")),
        ("O'Neil K", Author("O'Neil", "K")),
        ("Fitzcharles M-A", Author("Fitzcharles", "M-A")),
        ("King ML Jr", Author("King", "ML", "Jr")),
        ("King M. L. 3rd", Author("King", "M. L.", "3rd")),
        ("King, Martin L, Jr.", Author("King", "Martin L", "Jr.")),
        ("Plato,", Author("Plato")),
        ("王, 伟", Author("王伟")),
        ("World Health Organization", Author(group="World Health Organization")),
        ("NICE", Author(group="NICE")),
        ("NICE UK (group)", Author(group="NICE UK")),
        ("Heart, Lung, and Blood Institute", Author(group="Heart, Lung, and Blood Institute")),
        (
            "Department of Health, Social Services",
            Author(group="Department of Health, Social Services"),
        ),
        (", Patrick", Author(group=", Patrick")),
        ("", Author()),
    ],
)
def test_a_line_names_a_person_or_a_group(line: str, author: Author):
    assert parse_author(line) == author


@pytest.mark.parametrize(
    ("author", "line"),
    [
        (Author("Wood", "PB"), "Wood PB"),
        (Author("Wood", "Patrick B"), "Wood, Patrick B"),
        (Author("King", "ML", "Jr"), "King ML Jr"),
        (Author("King", "", "Jr"), "King, , Jr"),
        (Author("Plato"), "Plato,"),
        (Author(group="World Health Organization"), "World Health Organization"),
        (Author(group="NICE UK"), "NICE UK (group)"),
        (Author(group="A, B"), "A, B (group)"),
    ],
)
def test_an_author_line_is_the_shortest_that_round_trips(author: Author, line: str):
    assert author.line == line
    assert parse_author(line) == author


@quick
@given(persons | groups)
def test_an_author_is_read_from_its_own_line(author: Author):
    assume(not NON_FAMILY_WORDS & set(author.family.split()))
    assert parse_author(author.line) == author


@quick
@given(st.lists(persons | groups, max_size=8))
def test_a_list_of_authors_is_read_from_its_own_lines(authors: list[Author]):
    assume(not any(NON_FAMILY_WORDS & set(author.family.split()) for author in authors))
    assert parse_authors(serialise_authors(authors)) == tuple(authors)


@quick
@given(st.text(max_size=60))
def test_any_author_line_round_trips(line: str):
    author = parse_author(line)
    assert bool(author.family) + bool(author.group) <= 1
    assert parse_author(author.line).name == author.name or not author.name


@pytest.mark.parametrize(
    ("given_names", "short"),
    [
        ("PB", "PB"),
        ("P. B.", "PB"),
        ("M-A", "MA"),
        ("Marie-Anne", "MA"),
        ("Patrick B.", "PB"),
        ("William (Bill) H", "WBH"),
        ("e\u0301milie", "É"),
        ("伟", "伟"),
        ("--", ""),
        ("", ""),
    ],
)
def test_initials_have_no_stops_and_hyphens(given_names: str, short: str):
    assert Author("Any", given_names).initials == short


@pytest.mark.parametrize("text", ["PB", "P.B.", "P B", "M-A", "É"])
def test_capitals_are_initials(text: str):
    assert is_initials(text)


@pytest.mark.parametrize("text", ["", "Pat", "pb", "P1", "ABCDEF", "-"])
def test_names_and_numbers_are_not_initials(text: str):
    assert not is_initials(text)


def test_empty_lines_and_nameless_authors_are_left_out():
    assert parse_authors(" Wood PB \n\n  Seckel EL\r\n") == (
        Author("Wood", "PB"),
        Author("Seckel", "EL"),
    )
    assert parse_authors(None) == ()
    assert serialise_authors([Author(), Author("Wood", "PB"), Author(given="X")]) == "Wood PB"


@pytest.mark.parametrize(
    "text", ["A" * 100_000, "A " * 50_000, "," * 100_000, "A. " * 33_000, "Wood PB\n" * 10_000]
)
def test_huge_input_is_read_at_once(text: str):
    assert serialise_authors(parse_authors(text))


@pytest.mark.parametrize(
    ("given", "initials"),
    [
        ("PBJTJoP", "PBJTJoP"),
        ("SLKJRbdr", "SLKJRbdr"),
        ("AdSdE", "AdSdE"),
        ("DeShawn", "D"),
        ("Marie-Anne", "MA"),
        ("Patrick B.", "PB"),
    ],
)
def test_broken_initials_are_never_shortened_into_a_plausible_name(given: str, initials: str):
    assert Author("Wood", given).initials == initials
