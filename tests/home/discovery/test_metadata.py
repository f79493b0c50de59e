"""Metadata for search results, sharing and reference managers."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.discovery.metadata import MAX_DESCRIPTION_LENGTH, MAX_TITLE_LENGTH, shorten
from tests.factories import article, category, home_page, person, update_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

HOSTILE = "\"><script>alert(1)</script>' & 😀 שלום"


def meta(soup: BeautifulSoup) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in soup.select("head meta[content]"):
        name = tag.get("property") or tag.get("name")
        found.setdefault(str(name), []).append(str(tag["content"]))
    return found


def page_meta(client: Client, page) -> dict[str, list[str]]:
    return meta(parse_response(client.get(page.url)))


@pytest.fixture
def blog():
    return category(home_page(), "Blog", slug="blog", summary="What we write.")


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "Our clinic", "hero_heading": "Care"}, "Care · Our clinic"),
        ({"title": "Our clinic", "hero_heading": "Our clinic"}, "Our clinic"),
        ({"title": "Our clinic", "seo_title": "Pain and mood"}, "Pain and mood · Our clinic"),
        ({"title": "Home"}, "Home · Our clinic"),
    ],
)
def test_the_title_names_the_clinic_once(client, fields: dict, title: str):
    home = home_page(**fields)

    assert parse_response(client.get(home.url)).title.text == title


def test_a_page_called_like_the_clinic_has_no_second_name_in_its_title(client):
    page = category(home_page(), "Our clinic")

    assert parse_response(client.get(page.url)).title.text == "Our clinic"


def test_an_article_has_sharing_metadata(client, blog):
    page = article(blog, "Knees", slug="knees", summary="What was\ntested.", seo_title="Sore knees")
    first, last = datetime(2026, 9, 2, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
    update_page(page, first_published_at=first, content_changed_at=last)

    told = page_meta(client, page)

    assert told["description"] == told["og:description"] == ["What was tested."]
    assert told["og:title"] == ["Sore knees"]
    assert told["og:type"] == ["article"]
    assert told["og:url"] == [f"http://testserver{page.url}"]
    assert told["og:site_name"] == ["Our clinic"]
    assert told["og:locale"] == ["en_GB"]
    assert told["twitter:card"] == ["summary_large_image"]
    assert told["article:published_time"] == ["2026-09-02T10:00:00+01:00"]
    assert told["article:modified_time"] == ["2026-11-03T09:00:00+00:00"]
    (image,) = told["og:image"]
    assert image.startswith(f"http://testserver{page.url}share-")
    assert (told["og:image:width"], told["og:image:height"]) == (["1200"], ["630"])
    assert "Sore knees" in told["og:image:alt"][0]


def test_an_article_has_citation_metadata(client, blog):
    home = blog.get_parent()
    people = (person(home, "Ada Byron", honorific="Dr"), person(home, "Ben Fry"))
    page = article(blog, "Knees", seo_title="Sore knees", authors=people)
    update_page(page, first_published_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))

    told = page_meta(client, page)

    assert told["DC.title"] == ["Knees"]
    assert told["DC.creator"] == ["Ada Byron", "Ben Fry"]
    assert told["DC.date"] == ["2026-07-02"]
    assert told["DC.publisher"] == ["Our clinic"]
    assert [name for name in told if name.startswith("citation_")] == []


def test_without_authors_the_clinic_publishes_it(client, blog):
    assert page_meta(client, article(blog))["DC.creator"] == ["Our clinic"]


def test_other_pages_have_sharing_metadata(client, blog):
    home = blog.get_parent().specific
    ada = person(home, "Ada Byron", honorific="Dr")

    profile, whole = page_meta(client, ada), page_meta(client, home)

    assert (profile["og:type"], profile["og:title"]) == (["profile"], ["Dr Ada Byron"])
    assert profile["description"] == ["Doctor"]
    assert whole["og:type"] == page_meta(client, blog)["og:type"] == ["website"]
    assert whole["og:url"] == ["http://testserver/"]
    for told in (profile, whole):
        assert not {"DC.title", "article:published_time"} & set(told)


@pytest.mark.parametrize("place", ["title", "seo_title", "summary", "search_description"])
def test_text_in_the_head_is_escaped(client, blog, place: str):
    words: dict[str, Any] = {"title": "Knees", place: HOSTILE}
    page = article(blog, **words)
    person(blog.get_parent(), HOSTILE)

    soup = parse_response(client.get(page.url))

    assert not [tag for tag in soup.select("script") if "alert" in tag.text and not tag.get("type")]
    told = meta(soup)
    shown = "og:title" if place.endswith("title") else "og:description"
    assert told[shown] == [HOSTILE]


def test_a_preview_has_metadata_but_is_not_shared(blog):
    page = article(blog, summary="What was tested.")

    response = page.make_preview_request(preview_mode="")

    told = meta(BeautifulSoup(response.render().content, "html.parser"))
    assert told["description"] == ["What was tested."]
    assert [name for name in told if name.startswith("og:")] == []


def test_error_pages_have_no_sharing_metadata(client, blog):
    told = meta(BeautifulSoup(client.get("/nowhere/").content, "html.parser"))

    assert not {"description", "og:title", "og:image"} & set(told)


def test_a_long_text_is_cut_after_a_word():
    text = "One,  two and\nthree"

    assert shorten(text, 19) == "One, two and three"
    assert shorten(text, 17) == "One, two and…"
    assert shorten(text, 5) == "One…"
    assert shorten("a" * 20, 10) == "aaaaaaaaa…"
    assert shorten("", 10) == ""


def test_titles_and_descriptions_have_a_maximum_length(client, blog):
    told = page_meta(client, article(blog, "Knees " * 40, summary="Sore knees. " * 24))

    assert len(told["og:title"][0]) <= MAX_TITLE_LENGTH + 1
    assert len(told["og:description"][0]) <= MAX_DESCRIPTION_LENGTH + 1
    assert told["og:title"][0].endswith("Knees…")
    assert told["og:description"][0].endswith("Sore…")


def test_a_review_alone_does_not_change_dates(client, blog):
    page = article(blog)
    moment = datetime(2026, 9, 2, 9, tzinfo=UTC)
    update_page(page, first_published_at=moment, last_published_at=moment)
    before = page_meta(client, page)

    update_page(page, reviewer=person(blog.get_parent()), reviewed_on=date(2026, 10, 1))

    assert page_meta(client, page) == before
