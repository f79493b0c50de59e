"""The list of corrections is made from the change logs of all public articles of a site."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from articles.models import ArticleChange, ArticlePage
from articles.public.corrections import PAGE_SIZE
from home.models import HomePage, StandardPage
from tests.factories import article, block, category, home_page, standard_page, stream
from tests.helpers import (
    assert_content_version_bumped,
    clear_all_caches,
    count_queries,
    parse_response,
)
from tests.home.discovery.syndication.atom import ATOM, child_text, content_soup, parse_feed
from tests.home.rendered_page import visible_text

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

NONE = "No corrections so far."
LIST = stream(block("corrections", {"heading": "Corrected", "empty_text": NONE}))


@pytest.fixture
def home() -> HomePage:
    return home_page()


@pytest.fixture
def page(home) -> StandardPage:
    return standard_page(home, "Corrections", slug="corrections", body=LIST)


@pytest.fixture
def pain(home):
    return category(home, "Pain", slug="pain")


def correct(article: Page, day: date, text: str = "8, not 9.", kind: str = "correction") -> None:
    ArticleChange.objects.create(page_id=article.pk, day=day, kind=kind, text=text)


def listed(client, query: str = "") -> list[str]:
    """Return the texts of the listed corrections."""
    clear_all_caches()
    soup = parse_response(client.get(f"/corrections/{query}"))
    return [visible_text(item.select("p")[-1]) for item in soup.select(".corrections > ol > li")]


def test_corrections_are_listed_with_day_article_and_text(client, page, pain):
    correct(article(pain, "Knees", slug="knees"), date(2026, 3, 2), "8 of 12,\nnot 9.")

    (item,) = parse_response(client.get(page.url)).select(".corrections > ol > li")

    assert item.time["datetime"] == "2026-03-02"
    assert visible_text(item.time) == "2 Mar 2026"
    assert (item.h3.get_text(), item.h3.a["href"]) == ("Knees", "/pain/knees/#changes")
    assert visible_text(item.select("p")[-1]) == "8 of 12, not 9."


def test_the_newest_correction_of_any_article_comes_first(client, page, pain):
    knees, hips = article(pain), article(pain)
    correct(knees, date(2026, 1, 1), "first")
    correct(hips, date(2026, 3, 1), "third")
    correct(knees, date(2026, 2, 1), "second")
    correct(knees, date(2026, 3, 1), "later on that day")

    assert listed(client) == ["later on that day", "third", "second", "first"]


def test_updates_are_no_corrections(client, page, pain):
    correct(article(pain), date(2026, 1, 1), kind="update")

    assert listed(client) == []


def test_a_page_without_corrections_says_so_in_its_own_words(client, page, pain):
    assert visible_text(parse_response(client.get(page.url)).select_one(".corrections > p")) == NONE


@pytest.mark.parametrize("way", ["draft", "unpublished", "expired", "private", "private category"])
def test_corrections_of_articles_that_are_not_public_are_not_listed(client, page, pain, way: str):
    hidden = article(pain, live=way != "draft")
    correct(hidden, date(2026, 1, 1))
    if way == "unpublished":
        hidden.unpublish()
    elif way == "expired":
        ArticlePage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    elif way.startswith("private"):
        below = pain if way == "private category" else hidden
        PageViewRestriction.objects.create(page=below, restriction_type="login")

    assert listed(client) == []
    assert parse_feed(client.get("/corrections/feed/")).entries == []


def test_an_alias_repeats_no_correction(client, page, pain):
    knees = article(pain)
    correct(knees, date(2026, 1, 1))
    knees.create_alias(update_slug="alias")

    assert listed(client) == ["8, not 9."]


def test_corrections_of_another_site_are_not_listed(client, page):
    other = Page.objects.get(depth=1).add_child(
        instance=HomePage(title="Other", slug="other", hero_heading="H")
    )
    Site.objects.create(hostname="other.example", root_page=other)
    correct(article(category(other)), date(2026, 1, 1))

    assert listed(client) == []


def test_publishing_a_correction_shows_it_at_once(client, page, pain):
    knees = article(pain)
    assert listed(client) == []
    knees.changes = [ArticleChange(day=date(2026, 1, 1), kind="correction", text="8, not 9.")]
    draft = knees.save_revision()
    assert listed(client) == []

    with assert_content_version_bumped():
        draft.publish()

    assert listed(client) == ["8, not 9."]


# -- Pages -----------------------------------------------------------------------------------------


@pytest.fixture
def many(page, pain) -> None:
    """One more than fit on a page; the oldest has the number 0."""
    knees = article(pain)
    first = date(2025, 1, 1)
    ArticleChange.objects.bulk_create(
        ArticleChange(page=knees, day=first + timedelta(n), kind="correction", text=str(n))
        for n in range(PAGE_SIZE + 1)
    )


def test_many_corrections_are_on_several_pages(client, many):
    assert listed(client) == [str(n) for n in range(PAGE_SIZE, 0, -1)]
    assert listed(client, "?page=2") == ["0"]

    first, second = (
        parse_response(client.get(f"/corrections/{query}")) for query in ("", "?page=2")
    )
    assert first.select_one(".pagination a[rel=next]")["href"] == "/corrections/?page=2"
    assert second.select_one(".pagination a[rel=prev]")["href"] == "/corrections/"
    canonical = second.select_one("link[rel=canonical]")["href"]
    assert canonical == "http://testserver/corrections/?page=2"
    assert second.title.get_text().startswith("Corrections, page 2")


@pytest.mark.parametrize("number", ["3", "0", "-1", "x", "", "9" * 400])
def test_a_page_that_does_not_exist_is_not_found(client, many, number: str):
    assert client.get("/corrections/", {"page": number}).status_code == 404


@pytest.mark.parametrize(
    ("query", "is_shared"),
    [("", True), ("?page=2", True), ("?page=1", False), ("?page=2&x=1", False)],
)
def test_only_addresses_with_links_are_stored_by_caches(client, many, query: str, is_shared: bool):
    control = client.get(f"/corrections/{query}")["Cache-Control"]

    assert ("public" in control) is is_shared


def test_a_standard_page_without_the_list_ignores_page_numbers(client, home):
    standard_page(home, slug="about")

    assert client.get("/about/?page=7").status_code == 200


def test_a_page_has_one_list_of_corrections():
    two = [block("corrections", {"heading": "A", "empty_text": "B"}) for _number in range(2)]
    field = StandardPage._meta.get_field("body")

    with pytest.raises(ValidationError):
        field.stream_block.clean(field.to_python(stream(*two)))


def test_the_number_of_queries_does_not_grow_with_corrections(client, page, pain):
    correct(article(pain), date(2026, 1, 1))
    one = count_queries(client, page.url)
    for number in range(5):
        correct(article(pain), date(2026, 1, 2 + number))

    assert count_queries(client, page.url) == one
    assert one <= 12


# -- The feed --------------------------------------------------------------------------------------


def test_corrections_can_be_followed_in_a_feed_reader(client, page, pain):
    knees = article(pain, "Knees", slug="knees")
    correct(knees, date(2026, 3, 2), "p < 0.05\nnot p > 0.05")
    correct(knees, date(2026, 5, 2), "8, not 9.")

    feed = parse_feed(client.get("/corrections/feed/"))

    assert feed.titles == ["Knees", "Knees"]
    assert child_text(feed.root, "updated")[:10] == "2026-05-02"
    last = feed.entries[1]
    assert child_text(last, "updated")[:10] == "2026-03-02"
    assert last.find(f"{ATOM}link").get("href") == "http://testserver/pain/knees/#changes"
    assert visible_text(content_soup(last)) == "p < 0.05 not p > 0.05"
    assert len({child_text(entry, "id") for entry in feed.entries}) == 2


def test_the_page_links_its_feed(client, page):
    soup = parse_response(client.get(page.url))

    links = soup.select('link[rel="alternate"][type="application/atom+xml"]')
    assert [link["href"] for link in links] == ["/feed/", "/corrections/feed/"]
    assert soup.select_one(".corrections-feed a")["href"] == "/corrections/feed/"


def test_the_feed_takes_no_query_for_each_correction(
    client, page, pain, django_assert_max_num_queries
):
    for number in range(6):
        correct(article(pain), date(2026, 1, 2 + number))
    clear_all_caches()

    with django_assert_max_num_queries(17):
        assert len(parse_feed(client.get("/corrections/feed/")).entries) == 6


def test_a_page_without_the_list_has_no_feed(client, home):
    about = standard_page(home, slug="about")
    assert client.get("/about/feed/").status_code == 404

    standard_page(about, "A page", slug="feed")

    assert "A page" in client.get("/about/feed/").content.decode()


def test_a_private_page_has_no_feed(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get("/corrections/feed/").status_code in (302, 404)
