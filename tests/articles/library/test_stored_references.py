"""Sources in stored content are found and renamed wherever a body can name one."""

import json

import pytest

from articles.library.stored_references import find_source_ids, replace_source_ids
from articles.models import ArticlePage, PersonPage
from tests.factories import (
    block,
    callout,
    evidence,
    explanation,
    faq,
    key_points,
    prose,
    references,
    statement,
    stream,
    table,
)


def label(ids: list[int]) -> str:
    return f"[{ids}]"


def content(*blocks) -> dict[str, str]:
    return {"title": "T", "body": stream(*blocks)}


EVERYWHERE = (
    key_points(cited=(1,)),
    explanation(cited=(2, 3)),
    evidence(statement(cited=(4,))),
    table((5,)),
    callout(cited=(6,)),
    faq((7,)),
    references((8,)),
)


def test_sources_are_found_in_text_and_choosers_in_order():
    assert find_source_ids(ArticlePage, content(*EVERYWHERE)) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_sources_are_found_in_formatted_cells_of_a_table():
    grid = {
        "caption": "",
        "columns": [{"type": "text", "heading": ""}, {"type": "prose", "heading": ""}],
        "rows": [{"values": ["A", prose("B", (3,))]}],
    }
    cells = content(block("table", {"table": grid, "sources": []}))

    assert find_source_ids(ArticlePage, cells) == [3]


def test_sources_are_found_in_a_rich_text_field():
    assert find_source_ids(PersonPage, {"bio": prose("Led a trial.", (3,))}) == [3]


def test_renaming_changes_every_place_and_nothing_else():
    before = content(*EVERYWHERE)

    changed = replace_source_ids(ArticlePage, before, {pk: pk + 100 for pk in range(1, 9)}, label)

    assert find_source_ids(ArticlePage, changed) == [101, 102, 103, 104, 105, 106, 107, 108]
    back = replace_source_ids(ArticlePage, changed, {pk + 100: pk for pk in range(1, 9)}, label)
    assert strip_labels(back["body"]) == strip_labels(before["body"])


def strip_labels(text: str):
    import re

    return json.loads(re.sub(r">\[.*?\]<", "><", text))


def test_content_that_names_none_of_them_is_not_touched():
    assert replace_source_ids(ArticlePage, content(*EVERYWHERE), {99: 1}, label) == {}


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        "not json",
        "[]",
        "{}",
        "[1, null, {}]",
        '[{"type": "explanation", "value": null}]',
        '[{"type": "explanation", "value": {"text": null, "unknown": 1}}]',
        '[{"type": "gone", "value": {"text": "x"}}]',
        '[{"type": "evidence", "value": {"statements": {"a": 1}}}]',
        '[{"type": "table", "value": {"table": {"columns": [1], "rows": [{"values": []}, 5]}}}]',
        '[{"type": "table", "value": {"table": null, "sources": [null, {"value": "x"}]}}]',
    ],
)
def test_content_of_another_shape_is_left_as_it_is(body):
    assert replace_source_ids(ArticlePage, {"body": body}, {1: 2}, label) == {}
    assert find_source_ids(ArticlePage, {"body": body}) == []
