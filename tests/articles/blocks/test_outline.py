"""Anchors, contents and numbers depend on the order of the blocks."""

from articles.blocks.outline import build_contents, build_outline
from articles.models import ArticlePage
from tests.factories import (
    article,
    block,
    body,
    callout,
    category,
    evidence,
    explanation,
    faq,
    home_page,
    intro,
    key_points,
    quote,
    references,
    statement,
    stream,
    table,
)
from tests.helpers import parse_response


def build_parts(*blocks):
    return build_outline(ArticlePage.body.field.to_python(stream(*blocks)))


def parts_with_headings(*headings: str):
    return build_parts(*(explanation(heading) for heading in headings))


def test_an_anchor_depends_on_the_heading_and_not_on_position():
    first, second = (
        parts_with_headings("How it works", "The risks"),
        parts_with_headings("The risks", "How it works"),
    )

    assert first[0].anchor == second[1].anchor == "section-how-it-works"


def test_sections_of_the_same_name_have_different_anchors():
    assert [part.anchor for part in parts_with_headings("Dose", "Dose", "Dose")] == [
        "section-dose",
        "section-dose-2",
        "section-dose-3",
    ]


def test_a_numbered_anchor_does_not_clash_with_a_heading():
    anchors = [part.anchor for part in parts_with_headings("Dose", "Dose", "Dose 2", "Dose 2")]

    assert len(set(anchors)) == 4


def test_a_section_without_a_usable_heading_is_named_by_kind():
    anchors = [part.anchor for part in parts_with_headings("", "  ", "痛み")]

    assert anchors == ["section-explanation", "section-explanation-2", "section-explanation-3"]


def test_the_contents_are_the_sections_with_headings_in_order():
    parts = build_parts(
        intro(),
        key_points(),
        explanation("How it works"),
        explanation(""),
        callout("Off-label"),
        quote(),
        evidence(statement()),
        faq(),
        references(),
    )

    assert [line["heading"] for line in build_contents(parts)] == [
        "How it works",
        "What the studies show",
        "Common questions",
        "References",
    ]
    assert {line["anchor"] for line in build_contents(parts)} <= {part.anchor for part in parts}


def test_the_contents_of_a_page_have_no_line_for_an_empty_list_of_references(db, client):
    blog = category(home_page(), "Pain")
    page = article(blog, body=body(explanation("How it works"), references()))

    soup = parse_response(client.get(page.url))

    lines = {link["href"] for link in soup.select(".contents-list a")}
    assert lines == {"#section-how-it-works"}


def test_figures_and_tables_are_counted_each_on_their_own():
    figure: dict[str, object] = {"image": None, "callouts": [], "caption": ""}
    parts = build_parts(block("figure", figure), table(), intro(), block("figure", figure), table())

    assert [part.number for part in parts] == [1, 1, None, 2, 2]
