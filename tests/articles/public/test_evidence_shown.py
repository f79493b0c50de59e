"""Pages name the kinds of sources truly: what is ranked, what is not, and what is counted."""

import pytest
from bs4 import Tag

from articles.models import ArticlePage, Reference
from tests.factories import (
    article,
    block,
    body,
    category,
    evidence,
    explanation,
    home_page,
    person,
    reference,
    statement,
    stream,
    update_page,
)
from tests.helpers import parse_response
from tests.home.rendered_page import visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def sources(*kinds: str) -> tuple[Reference, ...]:
    return tuple(reference(f"{kind} A", study_type=kind) for kind in kinds)


@pytest.fixture
def pain():
    return category(home_page(), "Pain", slug="pain")


def rests_on(client, page: ArticlePage) -> Tag | None:
    return parse_response(client.get(page.url)).select_one(".rests-on")


def rows(found: Tag | None, group: str) -> list[tuple[str, int, bool]]:
    """Return the label, the number of squares and the mark of a guideline for each row."""
    assert found is not None
    return [
        (
            visible_text(row.select_one(".row-label")),
            len(row.select(".tally i")),
            bool(row.select_one(".glyph-guideline")),
        )
        for row in found.select(f"{group} li")
    ]


# -- The sources of an article ---------------------------------------------------------------------


def test_guidelines_are_shown_outside_the_pyramid(client, pain):
    cited = sources("case_report", "guideline", "randomised_trial")
    page = article(pain, body=body(explanation(cited=cited)))

    found = rests_on(client, page)

    assert rows(found, ".pyramid:not(.is-apart)") == [
        ("0 systematic reviews", 0, False),
        ("1 randomised trial", 1, False),
        ("0 observational studies", 0, False),
        ("1 laboratory, imaging or case study", 1, False),
        ("0 opinions, hypotheses or narrative reviews", 0, False),
    ]
    assert rows(found, ".is-apart") == [("1 guideline or official source", 1, True)]


def test_squares_show_the_number_of_sources(client, pain):
    page = article(pain, body=body(explanation(cited=sources("imaging", "case_report"))))

    found = rests_on(client, page)

    assert [squares for _label, squares, _mark in rows(found, ".pyramid")] == [0, 0, 0, 2, 0]
    assert "One square for each of the 2 sources cited" in visible_text(found)


def test_sources_without_a_study_type_make_no_pyramid(client, pain):
    page = article(pain, body=body(explanation(cited=(reference(study_type=""),))))

    assert rests_on(client, page) is None


def test_an_article_on_guidelines_alone_has_no_row_of_zero(client, pain):
    page = article(pain, body=body(explanation(cited=sources("guideline"))))

    assert rows(rests_on(client, page), ".pyramid") == [("1 guideline or official source", 1, True)]


def test_stronger_sources_in_the_background_are_explained(client, pain):
    review, trial = sources("systematic_review", "randomised_trial")
    blocks = (explanation(cited=(review,)), evidence(statement(cited=(trial,))))
    page = article(pain, body=body(*blocks))

    soup = parse_response(client.get(page.url))

    assert "Strongest source: randomised controlled trial" in visible_text(
        soup.select_one(".record")
    )
    assert visible_text(soup.select_one(".rests-on-note")) == (
        "Strongest source of the listed findings: randomised controlled trial. "
        "Stronger ones are cited in the text only."
    )


def test_the_strongest_sources_of_findings_need_no_note(client, pain):
    page = article(pain, body=body(evidence(statement(cited=sources("observational")))))

    found = rests_on(client, page)

    assert found is not None
    assert found.select_one(".rests-on-note") is None


# -- Findings --------------------------------------------------------------------------------------


def test_findings_of_guidelines_have_a_heading_of_their_own(client, pain):
    kinds = ("guideline", "case_report", "observational")
    findings = [statement(kind, finding=kind) for kind in kinds]
    page = article(pain, body=body(evidence(*findings)))

    studies, guidelines = parse_response(client.get(page.url)).select(".statements")

    assert [visible_text(found) for found in studies.select(".finding")] == [
        "case_report",
        "observational",
    ]
    assert visible_text(guidelines.find_previous("h3")) == "Guidelines and official sources"
    assert visible_text(guidelines.select_one(".finding")) == "guideline"
    assert guidelines.select_one(".glyph-guideline")


def test_markdown_sets_findings_of_guidelines_apart(client, pain):
    findings = [statement(kind, finding=f"By {kind}") for kind in ("guideline", "case_report")]
    page = article(pain, body=body(evidence(*findings)))

    text = client.get(f"{page.url}article.md").content.decode()

    heading = text.index("### Guidelines and official sources")
    assert text.index("By case") < heading < text.index("By guideline")


# -- Lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", ["featured", "row", "lead", "latest row", "related", "search", "profile"]
)
def test_every_list_says_that_it_names_the_strongest_source(client, pain, place: str):
    home = pain.get_parent().specific
    ada = person(home)
    text = body(evidence(statement(cited=sources("imaging", "guideline"))))
    pages = [article(pain, f"Knee {n}", authors=(ada,), body=text) for n in range(3)]
    update_page(home, body=stream(block("latest", {"heading": "Latest"})))
    url, selector = {
        "featured": (pain.url, ".featured"),
        "row": (pain.url, ".listing .row"),
        "lead": (home.url, ".latest .card"),
        "latest row": (home.url, ".latest .row"),
        "related": (pages[0].url, ".related .card"),
        "search": ("/search/?q=knee", ".row"),
        "profile": (ada.url, ".row"),
    }[place]

    found = parse_response(client.get(url)).select_one(f"{selector} .meta")

    assert "Strongest source: imaging study" in visible_text(found)
    assert "Guideline or official source" in visible_text(found)
