"""Search engines index default lists only, each under one URL."""

import pytest
from wagtail.models import Page, PageViewRestriction

from articles.public.listing import PAGE_SIZE
from tests.factories import article, bulk_copy_article, category, home_page
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db
BLOG = "http://testserver/blog/"


@pytest.fixture
def blog():
    page = category(home_page(), "Blog", slug="blog")
    bulk_copy_article(article(category(page, "Pain", slug="pain"), "Only"), PAGE_SIZE + 1)
    return page


@pytest.mark.parametrize(
    ("query", "address", "robots"),
    [
        ("", BLOG, None),
        ("?page=1", BLOG, None),
        ("?page=2", f"{BLOG}?page=2", None),
        ("?page=2&utm_source=x&sort=worst&topic=", f"{BLOG}?page=2", None),
        ("?topic=pain", None, "noindex, follow"),
        ("?sort=title", None, "noindex, follow"),
        ("?sort=title&page=2", None, "noindex, follow"),
    ],
)
def test_only_pages_of_the_unfiltered_list_are_indexed(
    client, blog, query: str, address: str | None, robots: str | None
):
    soup = parse_response(client.get(blog.url + query))

    canonical = soup.select_one("link[rel=canonical]")
    named = soup.select_one("meta[name=robots]")
    assert (canonical["href"] if canonical else None) == address
    assert (named["content"] if named else None) == robots


def test_further_pages_have_their_number_in_the_title(client, blog):
    first, second = (parse_response(client.get(f"/blog/?page={number}")) for number in (1, 2))

    assert first.title.text.startswith("Blog")
    assert second.title.text.startswith("Blog, page 2")
    assert [link["href"] for link in first.select("a[rel=next]")] == ["/blog/?page=2"]
    assert [link["href"] for link in second.select("a[rel=prev]")] == ["/blog/"]


def test_breadcrumbs_of_a_topic_omit_private_pages(client, blog):
    pain = Page.objects.get(slug="pain")
    article(blog, "Own")

    steps = parse_response(client.get(pain.url)).select(".breadcrumb li")
    ways = [(step.text.strip(), step.a["href"] if step.a else None) for step in steps]
    assert ways == [("Home", "/"), ("Blog", "/blog/"), ("Pain", None)]

    PageViewRestriction.objects.create(page=pain, restriction_type="login")
    response = client.get("/blog/?topic=pain")
    assert "Pain" not in response.content.decode()
    assert response.context_data["total"] == 1
