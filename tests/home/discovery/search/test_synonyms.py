"""Stems and synonyms find more pages, below those that have the word itself, on every database."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Site

from home.discovery.search.terms import parse_synonyms, parse_terms
from home.models import SearchSettings
from home.models.search_settings import DEFAULT_SYNONYMS
from tests.factories import article, body, category, explanation, home_page, standard_page
from tests.home.discovery.search.helpers import get_search_page, result_titles, suggested_titles

pytestmark = pytest.mark.django_db


def set_synonyms(text: str) -> None:
    SearchSettings.objects.update_or_create(site=Site.objects.get(), defaults={"synonyms": text})


@pytest.mark.parametrize(
    ("query", "written"),
    [
        *(("insurance", "insurer"), ("insured", "insurance"), ("depressed", "depression")),
        *(("infusing", "infusions"), ("painful", "pain"), ("bookings", "book")),
    ],
)
def test_a_word_finds_others_with_its_stem(client, query: str, written: str):
    set_synonyms("")
    article(category(home_page(), "Blog"), f"About {written}")

    assert result_titles(client, query) == [f"About {written}"]


def test_a_word_finds_its_synonyms_and_their_stems(client):
    blog = category(home_page(), "Blog")
    article(blog, "The costs of care", body=body(explanation("Who", "Your health covers it.")))

    for query in ("price", "prices", "fee", "charged", "insurers", "care prices"):
        assert result_titles(client, query) == ["The costs of care"], query
    assert result_titles(client, "marigold") == []


def test_a_phrase_and_a_word_may_mean_the_same(client):
    set_synonyms("talking therapy, psychotherapy, counselling")
    blog = category(home_page(), "Blog")
    article(blog, "Psychotherapy")
    article(blog, "Therapies of talking")
    article(blog, "Therapy")

    assert result_titles(client, "talking therapies") == ["Therapies of talking", "Psychotherapy"]
    assert result_titles(client, "counselling") == ["Therapies of talking", "Psychotherapy"]


def test_the_word_itself_ranks_first_in_titles_and_in_texts(client):
    set_synonyms("price, cost")
    blog = category(home_page(), "Blog")
    for title, text in (
        ("Text 1", "Fees and price."),
        ("Text 2", "Pricing."),
        ("Text 3", "The cost."),
        ("Cost", ""),
        ("Prices", ""),
    ):
        article(blog, title, body=body(explanation("Why", text)))

    found = result_titles(client, "price")

    assert found[:3] == ["Prices", "Cost", "Text 1"]
    assert set(found[3:]) == {"Text 2", "Text 3"}


def test_stems_and_synonyms_are_highlighted(client):
    set_synonyms("price, cost")
    article(category(home_page(), "Blog"), "Insurers and costs", summary="Insured at a price.")

    row = get_search_page(client, "price insurance").select_one(".results .row")

    marked = [mark.get_text() for mark in row.select("mark")]
    assert marked == ["Insurers", "costs", "Insured", "price"]


def test_suggestions_include_synonyms_after_the_word(client):
    set_synonyms("price, cost")
    home = home_page()
    standard_page(home, "What prices include")
    standard_page(home, "Costs")

    assert suggested_titles(client, "costs") == ["Costs", "What prices include"]


def test_a_misspelt_synonym_is_corrected(client):
    set_synonyms("insurer, bupa")
    article(category(home_page(), "Blog"), "Insurers")

    spelling = get_search_page(client, "bupla").select_one(".nothing .lead a")

    assert spelling.get_text() == "bupa"


def test_a_promoted_result_answers_what_means_the_same(client):
    set_synonyms("price, cost, fee")
    page = standard_page(home_page(), "Prices")
    SearchPromotion.objects.create(query=Query.get("price"), page=page)
    SearchPromotion.objects.create(query=Query.get("costs"), page=page)

    for query in ("price", "Prices", "what are the fees?", "how much does it cost"):
        assert len(get_search_page(client, query).select(".picks h2")) == 1, query


def test_a_group_needs_two_words():
    SearchSettings(synonyms=DEFAULT_SYNONYMS).clean()
    SearchSettings(synonyms="").clean()
    for text in ("price", "price, cost\nfee,", ","):
        with pytest.raises(ValidationError, match="only one word"):
            SearchSettings(synonyms=text).clean()


@pytest.mark.parametrize("text", ["\0", ",,,", "a,b" * 9000, "a, a", "the, of", "\n" * 5000])
def test_any_list_of_synonyms_is_read(text: str):
    synonyms = parse_synonyms(text)

    assert len(parse_terms("a b the of price", synonyms)) <= 5
