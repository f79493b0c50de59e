"""Searches are stored as a count for each query and day, without personal data."""

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from home.discovery.search import query_counts
from tests.factories import article, category, home_page
from tests.home.discovery.search.helpers import get_search_page, result_titles

pytestmark = pytest.mark.django_db


def hits_by_query() -> dict[str, int]:
    return {query.query_string: query.hits for query in Query.objects.all()}


def test_each_search_is_counted_and_reported(client, admin_client):
    blog = category(home_page(), "Blog")
    for number in range(13):
        article(blog, f"Ketamine {number}")

    for more in ({}, {"page": 2}, {"type": "articles"}, {"type": "nonsense"}):
        client.get("/search/", {"q": " Ketamine  PAIN" if more else "ketamine", **more})
    client.head("/search/?q=ketamine")
    client.get("/search/?q=ketamine", headers={"Sec-Purpose": "prefetch"})
    client.get("/search/suggest/?q=ketamine")

    assert hits_by_query() == {"ketamine": 1, "ketamine pain": 1}
    report = admin_client.get(reverse("wagtailsearchpromotions:search_terms"))
    assert "ketamine pain" in report.content.decode()


@pytest.mark.parametrize("query", ["fibromyalgia", "what is PTSD?", "covid-19", "Sjögren’s"])
def test_a_few_plain_words_are_counted(query: str):
    assert query_counts.is_countable(query)


@pytest.mark.parametrize(
    "query",
    [
        "ann@example.org",
        "07700 900123",
        "+44 117 496 0182",
        "nhs 943 476 5919",
        "born 12.03.1981",
        "https://example.org/x",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "12345",
        "ab",
        "one two three four five six seven eight nine",
    ],
)
def test_personal_or_nonsense_queries_are_not_counted(query: str):
    query_counts.count_query(query)

    assert hits_by_query() == {}


def test_search_works_on_a_read_only_database(client):
    article(category(home_page(), "Blog"), "Ketamine")
    result_titles(client, "warm up")
    before = hits_by_query()

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = 1")
        else:
            cursor.execute("SAVEPOINT writable")
            cursor.execute("SET TRANSACTION READ ONLY")
        try:
            assert result_titles(client, "ketamine") == ["Ketamine"]
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA query_only = 0")
            else:
                cursor.execute("ROLLBACK TO SAVEPOINT writable")

    assert hits_by_query() == before


def test_new_queries_per_day_are_limited(monkeypatch):
    monkeypatch.setattr(query_counts, "MAX_NEW_QUERIES_PER_DAY", 1)

    for query in ("first", "second", "first"):
        query_counts.count_query(query)

    assert hits_by_query() == {"first": 2}


def create_promotion(query: str, **fields) -> None:
    SearchPromotion.objects.create(query=Query.get(query), **fields)


def test_promoted_results_come_first_and_once(client):
    blog = category(home_page(), "Blog")
    article(blog, "Ketamine")
    chosen = article(blog, "Chosen", summary="Of ketamine.")
    create_promotion("ketamine", page=chosen, description="Begin here", sort_order=0)
    elsewhere = {"external_link_url": "https://example.org/", "external_link_text": "Leaflet"}
    create_promotion("ketamine", sort_order=1, **elsewhere)

    page = get_search_page(client, "KETAMINE ")

    assert result_titles(client, "KETAMINE ") == ["Chosen", "Leaflet", "Ketamine"]
    picked = page.select_one(".is-pick").get_text()
    assert "Recommended by the clinic" in picked
    assert "Begin here" in picked
    assert "3 results" in page.h1.get_text()
    assert result_titles(client, "ketamine", type="articles") == ["Ketamine", "Chosen"]
    assert result_titles(client, "ketamine sleep") == []


def test_a_picked_page_that_is_not_public_is_left_out(client):
    blog = category(home_page(), "Blog")
    chosen = article(blog, "Chosen")
    create_promotion("ketamine", page=chosen)
    assert result_titles(client, "ketamine") == ["Chosen"]

    chosen.unpublish()

    assert result_titles(client, "ketamine") == []
