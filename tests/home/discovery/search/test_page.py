"""The page of results: what it shows, and what it costs."""

import pytest
from wagtail.models import Site

from tests.factories import (
    article,
    block,
    body,
    category,
    explanation,
    home_page,
    person,
    prose,
    standard_page,
    update_page,
)
from tests.helpers import count_queries, parse_response
from tests.home.discovery.search.helpers import get_search_page, result_titles, suggested_titles
from tests.home.full_site import create_full_site

pytestmark = pytest.mark.django_db


def heading(soup) -> str:
    return " ".join(soup.h1.get_text().split())


def test_the_page_shows_the_query_and_result_counts(client):
    home = home_page()
    blog = category(home, "Blog")
    article(blog, "Ketamine")
    article(blog, "More ketamine")
    person(home, "Ada", bio="<p>Studies ketamine.</p>")

    page = get_search_page(client, " ketamine ")

    assert heading(page) == "3 results for “ketamine”"
    assert page.title.get_text().startswith("Search: ketamine ·")
    tabs = {link.get_text(): link.get("aria-current") for link in page.select(".search-tabs a")}
    assert tabs == {"All (3)": "page", "Articles (2)": None, "People (1)": None}
    assert page.select("form[role=search] input")[0]["value"] == "ketamine"
    assert heading(get_search_page(client, "ketamine", type="people")) == "1 result for “ketamine”"


def test_result_pages_are_followed_but_not_indexed(client):
    article(category(home_page(), "Blog"), "Ketamine")

    page = get_search_page(client, "ketamine")

    assert page.select("meta[name=robots]")[0]["content"] == "noindex, follow"
    assert not page.select("link[rel=canonical], meta[name=description], [property^=og]")


def test_the_empty_search_page_is_indexed(client):
    home_page()

    page = parse_response(client.get("/search/"))

    assert page.select("link[rel=canonical]")[0]["href"] == "http://testserver/search/"
    assert page.select("meta[name=description]")[0]["content"].startswith("Search the services")
    assert not page.select("meta[name=robots]")


def test_search_works_without_script_or_cookie(client):
    home_page()

    for address in ("/search/", "/search/?q=x", "/search/suggest/?q=xx"):
        response = client.get(address)
        assert response.status_code == 200
        assert not response.cookies
    form = parse_response(client.get("/search/")).select("main form")[0]
    assert (form["action"], form["method"]) == ("/search/", "get")
    assert form.select("label")[0]["for"] == form.select("input")[0]["id"]
    assert form.find("button", type="submit").get_text().strip() == "Search"


def test_words_are_highlighted_and_the_rest_escaped(client):
    blog = category(home_page(), "Blog")
    cited = '<a linktype="citation" ids="7">[Wood 2006]</a>'
    text = f"Some <b>nerves</b> &amp; <i>Häuser</i> {cited} learn pains"
    article(blog, "Pain & <i>pain</i>", body=body(explanation("Why", text)))

    row = get_search_page(client, "hauser pain").select_one(".results .row")

    assert row.h2.a.decode_contents() == (
        "<mark>Pain</mark> &amp; &lt;i&gt;<mark>pain</mark>&lt;/i&gt;"
    )
    line = row.select_one(".card-line")
    assert line.get_text() == "Some nerves & Häuser learn pains"
    assert [mark.get_text() for mark in line.select("mark")] == ["Häuser", "pains"]


def test_a_long_text_is_cut_around_the_first_match(client):
    blog = category(home_page(), "Blog")
    text = f"{'before ' * 60}The marigold blooms. {'after ' * 60}"
    article(blog, "Flowers", body=body(explanation("Why", text)))

    line = get_search_page(client, "marigold").select_one(".card-line").get_text()

    assert "The marigold blooms." in line
    assert line.startswith("… before")
    assert line.endswith("after …")
    assert len(line) < 240


def test_results_have_twelve_per_page(client):
    blog = category(home_page(), "Blog")
    for number in range(13):
        article(blog, f"Ketamine {number:02}")

    first, second = get_search_page(client, "ketamine"), get_search_page(client, "ketamine", page=2)

    assert len(first.select(".results .row")) == 12
    assert len(second.select(".results .row")) == 1
    assert (
        len({*result_titles(client, "ketamine"), *result_titles(client, "ketamine", page=2)}) == 13
    )
    assert first.select(".pagination [rel=next]")[0]["href"] == "/search/?q=ketamine&page=2"
    assert second.select(".pagination [rel=prev]")[0]["href"] == "/search/?q=ketamine"
    for page in ("3", "0", "abc", ""):
        assert client.get("/search/", {"q": "ketamine", "page": page}).status_code == 404


def test_an_empty_result_offers_spelling_topics_and_phone(client):
    create_full_site()

    page = get_search_page(client, "ketmaine papers!")

    assert heading(page) == "No results for “ketmaine papers!”"
    assert not page.select(".lead a")  # these two words stand on no page together
    page = get_search_page(client, "ketmaine")
    spelling = page.select(".lead a")[0]
    assert (spelling.get_text(), spelling["href"]) == ("ketamine", "/search/?q=ketamine")
    panels = page.select_one(".search-panels").get_text()
    assert "Pain" in panels
    assert "0117 496 0182" in panels


def test_suggestions_are_titles_with_their_addresses(client):
    blog = category(home_page(), "Blog")
    page = article(blog, "Ketamine and sleep")
    article(blog, "Other", summary="Ketamine.")

    response = client.get("/search/suggest/?q=sleep+keta")

    assert response.json()["suggestions"] == [{"title": "Ketamine and sleep", "url": page.url}]
    assert "public" in response["Cache-Control"]
    assert (
        suggested_titles(client, "ke")
        == suggested_titles(client, "")
        == suggested_titles(client, '"*')
        == []
    )


def test_search_is_linked_from_headers_and_404_pages(client):
    page = article(category(home_page(), "Blog"), "Ketamine")

    links = parse_response(client.get(page.url)).select(".site-header a[href='/search/']")
    assert [link.get_text().strip() for link in links] == ["Search", "Search"]
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert b'<form class="search-form"' in missing.content


def test_without_pages_or_a_site_nothing_is_found(client):
    assert heading(get_search_page(client, "ketamine")) == "No results for “ketamine”"

    Site.objects.all().delete()

    assert heading(get_search_page(client, "ketamine")) == "Search"
    assert suggested_titles(client, "ketamine") == []
    assert client.get("/nowhere/").status_code == 404


def test_maximum_queries_of_a_search(client):
    site = create_full_site()
    more = "<p>ketamine</p>"
    update_page(site["person"], bio=more)
    update_page(site["standard"], summary="ketamine")
    update_page(site["category"], summary="ketamine")
    standard_page(site["home"], "Prices", body=body(block("text", {"text": prose("ketamine")})))
    count_queries(client, "/search/?q=ketamine")  # the first search of a day makes its counter

    assert len(result_titles(client, "ketamine")) >= 4
    assert count_queries(client, "/search/?q=ketamine") <= 16
    assert count_queries(client, "/search/?q=ketamine&type=articles") <= 6
    assert count_queries(client, "/search/?q=ketmaine") <= 8
    assert count_queries(client, "/search/suggest/?q=ketamine") <= 3
