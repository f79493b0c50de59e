"""How often a page that is in no cache asks the database."""

from datetime import date

import pytest

from articles.models import ArticlePage
from tests.factories import (
    article,
    body,
    category,
    change,
    figure,
    home_page,
    image,
    intro,
    many_articles,
    person,
)
from tests.helpers import cold_queries, queries

from .site import whole_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "most"),
    [("article", 12), ("category", 12), ("home", 15), ("standard", 9), ("person", 8), ("team", 7)],
)
def test_a_page_asks_no_more_than(client, kind: str, most: int):
    assert queries(client, whole_site()[kind].url) <= most


@pytest.mark.parametrize("kind", ["article", "category", "home", "standard", "person", "team"])
def test_menu_footer_and_settings_cost_a_new_process_few_queries_once(client, kind: str):
    url = whole_site()[kind].url

    assert cold_queries(client, url) - queries(client, url) <= 10


@pytest.mark.parametrize("query", ["", "?page=1", "?sort=title", "?reviewed=year&source=4"])
def test_a_category_asks_as_often_for_a_thousand_articles_as_for_ten(client, query: str):
    blog = category(home_page(), "Blog")
    pain = category(blog, "Pain")
    doctor = person(blog.get_parent())
    template = article(pain, reviewer=doctor, reviewed_on=date(2026, 9, 1), body=body(intro()))
    many_articles(template, 9)
    ten = queries(client, blog.url + query)

    many_articles(template, 990)

    assert client.get(blog.url).context_data["total"] == 1000
    assert queries(client, blog.url + query) == ten <= 12


def test_a_list_of_articles_with_pictures_asks_no_more_than_with_two(client):
    """One of the two is the featured article, which is read on its own."""
    blog = category(home_page(), "Blog")
    articles = [article(blog, lead_image=image(f"Picture {n}")) for n in range(6)]
    six = queries(client, blog.url)

    ArticlePage.objects.filter(pk__in=[page.pk for page in articles[2:]]).update(live=False)

    assert queries(client, blog.url) == six


def test_related_articles_with_pictures_ask_no_more_than_with_one(client):
    blog = category(home_page(), "Blog")
    page = article(blog)
    others = [article(blog, lead_image=image(f"Picture {n}")) for n in range(3)]
    three = queries(client, page.url)

    ArticlePage.objects.filter(pk__in=[other.pk for other in others[1:]]).update(lead_image=None)

    assert queries(client, page.url) == three


def test_figures_ask_no_more_than_two(client):
    blog = category(home_page(), "Blog")
    page = article(blog, body=body(*(figure(image(f"Picture {n}")) for n in range(2))))
    two = queries(client, page.url)

    change(page, body=body(*(figure(image(f"Picture {n}")) for n in range(6))))
    client.get(page.url)

    assert queries(client, page.url) == two


def test_people_with_photographs_ask_no_more_than_two(client):
    home = home_page()
    people = [person(home, f"Person {n}", photo=image(f"Photo {n}")) for n in range(6)]
    team = people[0].get_parent().specific
    six = queries(client, team.url)

    for one in people[2:]:
        one.delete()

    assert queries(client, team.url) == six
