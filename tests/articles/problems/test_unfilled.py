"""Words in square brackets are places to fill in, and are not published."""

import pytest

from articles.problems.problem import Spot
from articles.problems.unfilled import find_places, find_unfilled, find_unfilled_problems
from tests.factories import (
    block,
    editor,
    home_page,
    list_items,
    prose,
    reference,
    service,
    services,
    standard_page,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Ask [Name and role] or [who?].", ["[Name and role]", "[who?]"]),
        ("Given as [18F]FDG to 8 people [1] […] [n=12].", []),
        ("“It hurted [sic] a lot.”", []),
        ("[[Name]]", ["[Name]"]),
        ("[Straße]", ["[Straße]"]),
    ],
)
def test_places_are_words_in_square_brackets(text, places):
    assert find_places(text) == places


@pytest.fixture
def unfilled_page():
    return service(
        services(home_page()),
        summary="By [whom].",
        prices=({"name": "[For what]", "amount": "9"},),
        body=stream(
            block("suitability", {"suits": list_items("[you have …]", "[you have …]")}),
            block("risks", {"heading": "Risks", "text": prose("It is [how bad] [sic].")}),
        ),
    )


def test_every_text_of_a_page_is_read(unfilled_page):
    assert find_unfilled(unfilled_page) == ["[whom]", "[you have …]", "[how bad]", "[For what]"]


def test_each_place_is_a_problem_with_its_path_and_words(unfilled_page):
    problems = find_unfilled_problems(unfilled_page)

    suits, risks = unfilled_page.body
    items = [item.id for item in suits.value["suits"].bound_blocks]
    assert [each.path for each in problems] == [
        ("summary",),
        *((suits.id, "suits", item) for item in items),
        (risks.id, "text"),
        ("prices", "name"),
    ]
    assert problems[0].spot == Spot("By ", "[whom]", ".")
    assert problems[3].what == "“[how bad]” is still to be filled in."


def test_citations_and_links_are_no_places():
    home = home_page()
    link = f'<p><a linktype="page" id="{home.pk}">Read on</a></p>'
    text = {"heading": "More", "text": prose("A little.", (reference("Wood PB"),)) + link}
    page = standard_page(home, body=stream(block("text", text)))

    assert find_unfilled(page) == []


def test_comments_of_staff_are_no_text_of_the_page():
    page = standard_page(home_page())
    page.wagtail_admin_comments.create(user=editor(), text="[Ask Rosa]", contentpath="summary")

    assert find_unfilled(page) == []
