"""Search for sources to cite: results, order and number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.library.chooser.search import PAGE_SIZE, search_references
from articles.models import Reference
from tests.articles.library.chooser.helpers import (
    citations_url,
    parse_html,
    search_labels,
    select_only,
    source_labels,
)
from tests.factories import article, body, category, explanation, home_page, reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> None:
    reference("Wood PB", title="Low-dose ketamine", year=2006, doi="10.1016/j.jpain.2006.04.002")
    reference("Häuser W", title="Fibromyalgia", year=2015, pmid="16942945")
    reference("Noppers I", title="Absence of analgesia", container="European Journal of Pain")


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("wood 2006", "Wood 2006"),
        ("KETAMINE wood", "Wood 2006"),
        ("10.1016/j.jpain", "Wood 2006"),
        ("https://doi.org/10.1016/J.JPAIN.2006.04.002", "Wood 2006"),
        ("16942945", "Häuser 2015"),
        ("hauser", "Häuser 2015"),
        ("HÄUSER", "Häuser 2015"),
        ("european journal", "Noppers 2006"),
    ],
)
def test_a_source_is_found_by_author_title_or_identifier(admin_client, library, query, label):
    assert search_labels(admin_client, q=query) == [label]


def test_page_sources_come_first_then_the_most_used(admin_client):
    here = [reference("Zeta Z"), reference("Yota Y")]
    used = reference("Used U")
    reference("Alpha A")
    article(category(home_page()), body=body(explanation(cited=(used,))))

    ids = " ".join(str(source.pk) for source in here)

    assert search_labels(admin_client, here=ids) == [
        "Zeta 2006",
        "Yota 2006",
        "Used 2006",
        "Alpha 2006",
    ]


def test_each_result_shows_state_and_use_of_a_source(admin_client):
    wood = reference("Wood PB", state="retracted", study_type="imaging")
    article(category(home_page()), body=body(explanation(cited=(wood,))))

    page = parse_html(admin_client.get(citations_url("search"), {"here": wood.pk}).content)
    text = page.get_text(" ", strip=True)

    for fact in (
        "Retracted",
        "Imaging study",
        "Incomplete: journal",
        "On this page",
        "Used in 1 place",
    ):
        assert fact in text


def test_more_rows_start_where_the_last_ones_ended(admin_client):
    for number in range(PAGE_SIZE + 2):
        reference(f"Author{number:02} A")

    first = parse_html(admin_client.get(citations_url("search")).content)
    start = select_only(first, "[data-more]")["data-more"]
    second = parse_html(admin_client.get(citations_url("search"), {"start": start}).content)

    assert len(source_labels(first)) == PAGE_SIZE
    assert source_labels(second) == [f"Author{PAGE_SIZE} 2006", f"Author{PAGE_SIZE + 1} 2006"]
    assert not second.select("[data-more]")


def test_no_results_differ_from_an_empty_library(admin_client):
    assert (
        "library is empty"
        in parse_html(admin_client.get(citations_url("search")).content).get_text()
    )
    nothing = admin_client.get(citations_url("search"), {"q": "xyz"})
    assert "No source matches" in parse_html(nothing.content).get_text()


def test_one_source_is_picked_by_a_button(admin_client, library):
    page = parse_html(admin_client.get(citations_url("search"), {"q": "wood", "pick": 1}).content)

    (button,) = page.select("button[data-pick]")
    assert button["data-label"] == "Wood 2006"


@pytest.mark.parametrize("query", ["", "study", "study 2006 knees"])
def test_a_search_among_a_thousand_sources_takes_two_queries(django_assert_num_queries, query):
    Reference.objects.bulk_create(
        Reference(
            key=f"source-{number}",
            title="A study of knees",
            authors=f"Author{number} A",
            year=2006,
            search_text=f"author{number} a a study of knees 2006",
        )
        for number in range(1_000)
    )
    here = list(Reference.objects.values_list("pk", flat=True)[:300])
    search_references(query, here)

    with django_assert_num_queries(2):
        result = search_references(query, here)

    assert result.total == 1_000
    assert len(result.references) == PAGE_SIZE


def test_query_count_does_not_grow_with_the_results(admin_client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(citations_url("search"))
        return len(captured)

    reference("Wood PB")
    queries()
    few = queries()
    for number in range(PAGE_SIZE):
        reference(f"Author{number} A", state="retracted", study_type="")
    assert queries() == few


@pytest.mark.parametrize(
    "query",
    [
        {"q": "%"},
        {"q": "_"},
        {"q": "\0nothing"},
        {"q": "a" * 100_000},
        {"q": "' OR 1=1 --"},
        {"q": "(((("},
        {"start": "-1"},
        {"start": "9" * 40},
        {"start": "९"},
        {"start": "x"},
        {"here": "x 3; DROP"},
        {"here": "9" * 400},
        {"here": " ".join(map(str, range(5_000)))},
    ],
)
def test_invalid_queries_find_nothing_unintended(admin_client, library, query):
    response = admin_client.get(citations_url("search"), query)

    assert response.status_code == 200
    if "q" in query:
        assert source_labels(parse_html(response.content)) == []
