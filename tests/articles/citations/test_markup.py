"""Citations as they are stored in rich text."""

import pytest

from articles.citations.markup import find_marks, mark_html, read_ids, replace_ids, replace_marks

MARK = '<a linktype="citation" ids="3 7">[Wood 2006; Noppers 2011]</a>'


def test_a_mark_reads_like_its_sources_and_names_them():
    assert mark_html([3, 7], "[Wood 2006; Noppers 2011]") == MARK
    assert find_marks(f"<p>Pain.{MARK}</p>") == [([3, 7], "[Wood 2006; Noppers 2011]")]


def test_the_words_of_a_mark_are_escaped_once():
    assert "&lt;script&gt;&amp;" in mark_html([1], "<script>&")


def test_attributes_in_any_order_and_bold_words_are_read():
    html = '<p><a ids="3" class="x" linktype="citation"><b>[Wood]</b></a></p>'

    assert find_marks(html) == [([3], "<b>[Wood]</b>")]


def test_other_links_are_no_marks():
    html = '<a href="/x">x</a><a linktype="page" id="3">y</a><a ids="3">z</a>'

    assert find_marks(html) == []
    assert replace_marks(html, lambda mark: "!") == html


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("3 7", [3, 7]),
        ("7 3 7", [7, 3]),
        ("", []),
        ("x -1 3.5 ٣ 4", [4]),
        ("9" * 40 + " 5", [5]),
        ("1,2", []),
    ],
)
def test_only_whole_numbers_are_ids(text: str, ids: list[int]):
    assert read_ids(text) == ids


@pytest.mark.parametrize("space", ["", " ", "\n  ", "&nbsp;", " &nbsp; ", "\xa0"])
def test_removing_a_mark_removes_the_space_before_it(space: str):
    assert replace_marks(f"<p>Pain.{space}{MARK} So</p>", lambda mark: "*") == "<p>Pain.* So</p>"


def test_a_source_is_replaced_everywhere_and_nothing_else():
    html = f'<p data-block-key="a">A {MARK} b <a ids="9" linktype="citation">[X]</a></p>'

    assert replace_ids(html, {7: 8}, lambda ids: f"[{ids}]") == (
        '<p data-block-key="a">A <a linktype="citation" ids="3 8">[[3, 8]]</a>'
        ' b <a ids="9" linktype="citation">[X]</a></p>'
    )


def test_two_sources_merged_within_a_mark_appear_once():
    assert 'ids="3"' in replace_ids(MARK, {7: 3}, lambda ids: "[Wood]")


def test_a_mark_that_is_never_closed_is_left_alone():
    html = '<a linktype="citation" ids="3">' * 3

    assert replace_marks(html, lambda mark: "") == html
    assert replace_marks(html + MARK, lambda mark: "*") == html + "*"


@pytest.mark.parametrize(
    "piece",
    ["<a ", "<a linktype=", '<a linktype="citation" ids="3">', '<a linktype="citation" ', "<"],
)
def test_a_megabyte_of_broken_marks_is_left_alone(piece: str):
    html = piece * (1_000_000 // len(piece))

    assert replace_marks(html, lambda mark: "") == html
