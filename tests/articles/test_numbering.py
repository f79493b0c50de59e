"""Sources are numbered in reading order, and a number is never an identity."""

from types import SimpleNamespace

import pytest

from articles.citations.numbering import Citations, Occurrence, letter, number_citations

LIBRARY = {
    number: SimpleNamespace(key=key, short_label=key.replace("-", " ").title())
    for number, key in enumerate(["wood-2006", "noppers-2011", "guedj-2007"], start=1)
}


def cite(*references: int) -> Citations:
    """Numbers places "m0", "m1", … that cite these references."""
    return number_citations(
        [Occurrence(f"m{place}", pk) for place, pk in enumerate(references)], LIBRARY
    )


def numbers(citations: Citations) -> list[tuple[int, str]]:
    return [(entry.number, entry.reference.key) for entry in citations.entries]


def test_sources_are_numbered_in_the_order_they_appear():
    assert numbers(cite(3, 1, 2)) == [(1, "guedj-2007"), (2, "wood-2006"), (3, "noppers-2011")]


def test_a_source_cited_again_keeps_its_number():
    citations = cite(3, 1, 3)

    assert numbers(citations) == [(1, "guedj-2007"), (2, "wood-2006")]
    assert [citations.marks[place].number for place in ("m0", "m1", "m2")] == [1, 2, 1]


def test_an_unknown_source_takes_no_number_and_has_no_mark():
    citations = cite(99, 1, 99, 2)

    assert numbers(citations) == [(1, "wood-2006"), (2, "noppers-2011")]
    assert citations.mark("m0") is None
    assert citations.mark("m2") is None


def test_nothing_cited_gives_an_empty_list():
    assert cite().entries == []
    assert cite().mark("m0") is None


def test_every_mark_points_to_its_entry_and_every_entry_back_to_its_marks():
    citations = cite(1, 2, 1, 1)

    for entry in citations.entries:
        for mark in entry.marks:
            assert mark.anchor == entry.anchor
            assert mark.number == entry.number
    assert [mark.id for mark in citations.entries[0].marks] == [
        "cite-wood-2006-1",
        "cite-wood-2006-2",
        "cite-wood-2006-3",
    ]
    assert [mark.letter for mark in citations.entries[0].marks] == ["a", "b", "c"]


def test_a_mark_says_in_words_where_it_leads():
    mark = cite(2, 1).marks["m1"]

    assert mark.label == "Reference 2: Wood 2006"
    assert mark.back_label == "a: back to citation 1 of reference 2"


def test_a_citation_added_earlier_changes_numbers_but_no_address():
    before, after = cite(1, 2), cite(3, 1, 2)

    assert after.entries[1].number != before.entries[0].number
    kept = {entry.reference.key: entry for entry in after.entries}
    for entry in before.entries:
        later = kept[entry.reference.key]
        assert later.anchor == entry.anchor == f"ref-{entry.reference.key}"
        assert [mark.id for mark in later.marks] == [mark.id for mark in entry.marks]


def test_numbering_twice_gives_the_same_and_leaves_the_input_alone():
    places = [Occurrence("a", 2), Occurrence("b", 1), Occurrence("c", 2)]

    first, second = number_citations(places, LIBRARY), number_citations(places, LIBRARY)

    assert first == second
    assert places == [Occurrence("a", 2), Occurrence("b", 1), Occurrence("c", 2)]
    assert not hasattr(LIBRARY[1], "number")


def test_ids_of_marks_are_unique_however_often_sources_are_cited():
    citations = cite(*[1, 2, 3] * 40)
    ids = [mark.id for entry in citations.entries for mark in entry.marks]

    assert len(ids) == 120
    assert len(set(ids)) == 120


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (0, "a"),
        (25, "z"),
        (26, "aa"),
        (27, "ab"),
        (51, "az"),
        (52, "ba"),
        (701, "zz"),
        (702, "aaa"),
    ],
)
def test_letters_go_on_beyond_z(position: int, expected: str):
    assert letter(position) == expected
