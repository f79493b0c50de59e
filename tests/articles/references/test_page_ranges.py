"""Pages as NLM shortens them and AMA writes them out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.references.citation_parts import abbreviate_pages, expand_pages

quick = settings(max_examples=60)
PAGES = [
    ("1-16", "1-16", "1-16"),
    ("356-363", "356-63", "356-363"),
    ("611-614", "611-4", "611-614"),
    ("2115-2119", "2115-9", "2115-2119"),
    ("9-11", "9-11", "9-11"),
    ("98-102", "98-102", "98-102"),
    ("12-125", "12-125", "12-125"),
    ("96-910", "96-910", "96-910"),
    ("100-110", "100-10", "100-110"),
    ("1199-1205", "1199-205", "1199-1205"),
    ("e12-e19", "e12-9", "e12-e19"),
    ("S12-S19", "S12-9", "S12-S19"),
    ("S12-9", "S12-9", "S12-S19"),
    ("e98-e102", "e98-102", "e98-e102"),
    ("7", "7", "7"),
    ("15022", "15022", "15022"),
    ("e0123456", "e0123456", "e0123456"),
    ("356-63", "356-63", "356-363"),
    ("34-36, 87-91, 110-112", "34-6, 87-91, 110-2", "34-36, 87-91, 110-112"),
    ("495-496; discussion 497-499", "495-6; discussion 497-9", "495-496; discussion 497-499"),
    ("211A-218A", "211A-218A", "211A-218A"),
    ("iii-xi", "iii-xi", "iii-xi"),
    ("12-1-12-9", "12-1-12-9", "12-1-12-9"),
    ("356-12", "356-12", "356-12"),
    ("619-612", "619-612", "619-612"),
    ("S12-e19", "S12-e19", "S12-e19"),
    ("", "", ""),
]


@pytest.mark.parametrize(("pages", "short", "whole"), PAGES)
def test_pages_are_shortened_and_written_out(pages: str, short: str, whole: str):
    assert abbreviate_pages(pages) == short
    assert expand_pages(pages) == whole


@pytest.mark.parametrize(
    "typed", ["356–363", "356 - 363", "356--363", "356\u2212363", "pp. 356-363", "p 356–63"]
)
def test_variants_of_dashes_and_labels_are_read(typed: str):
    assert abbreviate_pages(typed) == "356-63"
    assert expand_pages(typed) == "356-363"


@quick
@given(
    st.sampled_from(["", "e", "S", "R"]),
    st.integers(1, 99_999),
    st.integers(1, 99_999),
)
def test_shortening_loses_nothing(prefix: str, first: int, more: int):
    whole = f"{prefix}{first}-{prefix}{first + more}"
    short = abbreviate_pages(whole)

    assert len(short) <= len(whole)
    assert expand_pages(short) == expand_pages(whole) == whole
    assert abbreviate_pages(short) == short


@pytest.mark.parametrize("dashes", ["--", "- -", "-‐", "–—"])
def test_dashes_in_a_row_are_one(dashes: str):
    assert expand_pages(f"356{dashes}63") == "356-363"


@quick
@given(st.text(max_size=30))
def test_any_text_is_settled_by_one_pass(text: str):
    assert abbreviate_pages(abbreviate_pages(text)) == abbreviate_pages(text)
    assert expand_pages(expand_pages(text)) == expand_pages(text)


@pytest.mark.parametrize("piece", ["1", "a", "1-", "a1-", "- ", "a1-a2 "])
def test_huge_input_is_settled_at_once(piece: str):
    huge = piece * (100_000 // len(piece))
    assert abbreviate_pages(huge)
    assert expand_pages(huge)
