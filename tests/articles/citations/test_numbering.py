"""Sources are numbered in reading order, and a number is never an identity."""

from types import SimpleNamespace

import pytest

from articles.citations.numbering import Citations, back_link_letter, number_citations

LIBRARY = {
    number: SimpleNamespace(key=key, short_label=key.replace("-", " ").title())
    for number, key in enumerate(["wood-2006", "noppers-2011", "guedj-2007"], start=1)
}


def number_ids(*ids: int) -> Citations:
    return number_citations(ids, LIBRARY)


def numbered_keys(citations: Citations) -> list[tuple[int, str]]:
    return [(entry.number, entry.reference.key) for entry in citations.entries]


def test_sources_are_numbered_in_the_order_they_appear():
    assert numbered_keys(number_ids(3, 1, 2)) == [
        (1, "guedj-2007"),
        (2, "wood-2006"),
        (3, "noppers-2011"),
    ]


def test_a_source_cited_again_has_the_same_number():
    citations = number_ids(3, 1, 3)

    assert numbered_keys(citations) == [(1, "guedj-2007"), (2, "wood-2006")]
    assert [citations.by_id[pk].number for pk in (3, 1)] == [1, 2]


def test_an_unknown_source_gets_no_number():
    citations = number_ids(99, 1, 99, 2)

    assert numbered_keys(citations) == [(1, "wood-2006"), (2, "noppers-2011")]
    assert 99 not in citations.by_id


def test_nothing_cited_gives_an_empty_list():
    assert number_ids() == Citations()


def test_two_ids_of_one_source_are_one_entry():
    citations = number_citations([7, 1, 7], LIBRARY | {7: LIBRARY[1]})

    assert numbered_keys(citations) == [(1, "wood-2006")]
    assert citations.by_id[7] is citations.by_id[1]
    assert len(citations.entries[0].back_links) == 3


def test_every_entry_leads_back_to_all_its_places_by_name():
    wood = number_ids(1, 2, 1, 1).entries[0]

    assert [link.anchor for link in wood.back_links] == [
        "cite-wood-2006-1",
        "cite-wood-2006-2",
        "cite-wood-2006-3",
    ]
    assert [link.letter for link in wood.back_links] == ["a", "b", "c"]
    assert wood.back_links[1].label == "b: back to citation 2 of reference 1"


def test_an_entry_is_described_in_words():
    assert number_ids(2, 1).by_id[1].label == "Reference 2: Wood 2006"


def test_a_source_recommended_and_cited_is_listed_once():
    citations = number_citations([1], LIBRARY, further=[3, 1, 99, 3, 2])

    assert [reference.key for reference in citations.further] == ["guedj-2007", "noppers-2011"]
    assert numbered_keys(citations) == [(1, "wood-2006")]


def test_a_citation_added_earlier_changes_numbers_but_no_address():
    before, after = number_ids(1, 2), number_ids(3, 1, 2)

    assert after.entries[1].number != before.entries[0].number
    kept = {entry.reference.key: entry for entry in after.entries}
    for entry in before.entries:
        later = kept[entry.reference.key]
        assert later.anchor == entry.anchor == f"ref-{entry.reference.key}"
        assert [link.anchor for link in later.back_links] == [
            link.anchor for link in entry.back_links
        ]


def test_numbering_is_repeatable_and_does_not_change_its_input():
    ids = [2, 1, 2]

    assert number_citations(ids, LIBRARY) == number_citations(ids, LIBRARY)
    assert ids == [2, 1, 2]
    assert not hasattr(LIBRARY[1], "number")


def test_anchors_are_unique_however_often_sources_are_cited():
    anchors = [
        link.anchor for entry in number_ids(*[1, 2, 3] * 40).entries for link in entry.back_links
    ]

    assert len(anchors) == 120
    assert len(set(anchors)) == 120


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
    assert back_link_letter(position) == expected
