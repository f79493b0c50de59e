"""An alias is listed only without its original, and names it as the canonical page."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page, Site

from articles.models import ArticlePage, CategoryIndexPage
from tests.factories import (
    article,
    block,
    body,
    category,
    explanation,
    home_page,
    person,
    reference,
    stream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

ORIGINAL = "http://testserver/blog/pain/sleep/"


@pytest.fixture
def home():
    return home_page(body=stream(block("latest", {"heading": "Latest"})))


@pytest.fixture
def original(home) -> ArticlePage:
    """An article with an alias beside it and one in another category."""
    blog = category(home, "Blog", slug="blog", show_in_menus=True)
    pain, mood = category(blog, "Pain", slug="pain"), category(blog, "Mood", slug="mood")
    ada = person(home, "Ada Byron")
    page = article(
        pain,
        "Sleep",
        slug="sleep",
        authors=(ada,),
        body=body(explanation(cited=(reference(),))),
    )
    article(pain, "Other", slug="other")
    page.create_alias(update_slug="beside")
    page.create_alias(parent=mood, update_slug="elsewhere")
    return page


def get(path: str, **headers: str) -> str:
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, path
    return response.content.decode()


def links(path: str) -> list[str]:
    """Return the links to articles in the main part of a page, each once."""
    main = BeautifulSoup(get(path), "html.parser").main
    hrefs = [str(link["href"]) for link in main.find_all("a", href=True)]
    slugs = ("sleep/", "beside/", "elsewhere/")
    return sorted({href for href in hrefs if href.startswith("/") and href.endswith(slugs)})


@pytest.mark.parametrize(
    "path",
    ["/", "/blog/", "/blog/pain/", "/search/?q=sleep", "/clinicians/ada-byron/", "/nothing/"],
)
def test_a_list_shows_the_original_only(original, path):
    if path == "/nothing/":
        html = Client().get(path).content.decode()
        assert "/blog/pain/sleep/" in html
        assert "beside" not in html
        assert "elsewhere" not in html
    else:
        assert links(path) == ["/blog/pain/sleep/"]


def test_a_category_without_the_original_lists_the_alias(original):
    assert links("/blog/mood/") == ["/blog/mood/elsewhere/"]
    assert "1 article" in get("/blog/mood/")


def test_counts_are_those_of_the_lists(original):
    categories = {page.slug: page for page in CategoryIndexPage.objects.all()}
    counts = ArticlePage.objects.visible().count_by_category(categories.values())

    assert {slug: counts[page.pk] for slug, page in categories.items()} == {
        "blog": 2,
        "pain": 2,
        "mood": 1,
    }


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/feed/", "<title>Sleep</title>"),
        ("/blog/feed/", "<title>Sleep</title>"),
        ("/blog/mood/feed/", "<title>Sleep</title>"),
        ("/llms.txt", f"({ORIGINAL}article.md)"),
    ],
)
def test_feeds_name_the_original_once(original, path, entry):
    text = get(path)

    assert text.count(entry) == 1
    assert ORIGINAL in text
    assert "beside" not in text
    assert "elsewhere" not in text


def test_the_sitemap_has_no_alias(original):
    text = get("/sitemap.xml")

    assert f"<loc>{ORIGINAL}</loc>" in text
    assert "beside" not in text
    assert "elsewhere" not in text


def test_no_page_is_related_to_its_alias(original):
    other = "/blog/pain/other/"
    for path in ("/blog/pain/sleep/", "/blog/pain/beside/", "/blog/mood/elsewhere/"):
        page = BeautifulSoup(get(path), "html.parser")
        hrefs = {link["href"] for link in page.main.find_all("a", href=True)}
        assert other in hrefs
        assert not hrefs & {"/blog/pain/sleep/", "/blog/pain/beside/", "/blog/mood/elsewhere/"}


@pytest.mark.parametrize("path", ["/blog/pain/beside/", "/blog/mood/elsewhere/"])
def test_an_alias_names_its_original(original, path):
    page = BeautifulSoup(get(path), "html.parser")
    graph = json.loads(page.find("script", type="application/ld+json").text)["@graph"]

    assert page.find("link", rel="canonical")["href"] == ORIGINAL
    assert page.find("meta", property="og:url")["content"] == ORIGINAL
    assert (graph[0]["@id"], graph[0]["url"]) == (ORIGINAL, ORIGINAL)
    markdown = Client().get(f"{path}article.md")
    assert markdown["Link"] == f'<{ORIGINAL}>; rel="canonical"'
    assert ORIGINAL in get(f"{path}cite.ris")


def test_a_menu_and_a_team_show_an_alias_once(original, home):
    blog = CategoryIndexPage.objects.get(slug="blog")
    blog.create_alias(update_slug="blog-alias")
    ada = Page.objects.get(slug="ada-byron").specific
    ada.create_alias(update_slug="ada-alias")

    assert "blog-alias" not in get("/")
    assert "ada-alias" not in get("/clinicians/")


def test_an_alias_on_another_site_is_listed_there(original, home):
    other = home_page(title="Other", slug="other")
    Site.objects.update(root_page=home)
    Site.objects.create(hostname="127.0.0.1", root_page=other)
    blog = category(other, "Blog", slug="blog")
    original.create_alias(parent=blog, update_slug="shared")

    page = BeautifulSoup(get("/blog/shared/", host="127.0.0.1"), "html.parser")
    canonical = ORIGINAL
    assert page.find("link", rel="canonical")["href"] == canonical
    assert "Sleep" in get("/blog/", host="127.0.0.1")
    assert canonical in get("/feed/", host="127.0.0.1")
    assert "shared" not in get("/sitemap.xml", host="127.0.0.1")


def test_an_alias_of_a_page_on_no_site_is_its_own_original(original, home):
    nowhere = home_page(title="Old", slug="old")
    Site.objects.update(root_page=home)
    hidden = article(category(nowhere, "Blog"), "Hidden")
    hidden.create_alias(parent=Page.objects.get(slug="mood"), update_slug="shown")

    page = BeautifulSoup(get("/blog/mood/shown/"), "html.parser")
    assert page.find("link", rel="canonical")["href"] == "http://testserver/blog/mood/shown/"
