"""A page asks the database as often for much content as for little."""

from datetime import date

import pytest

from articles.models import ArticlePage
from tests.factories import (
    article,
    body,
    bulk_copy_article,
    category,
    figure,
    home_page,
    image,
    intro,
    person,
    update_page,
)
from tests.helpers import clear_all_caches, count_queries

pytestmark = pytest.mark.django_db
FILTERED = "?reviewed=year&source=4"


def test_a_category_asks_as_often_for_a_thousand_articles_as_for_ten(client):
    blog = category(home_page(), "Blog")
    pain = category(blog, "Pain")
    doctor = person(blog.get_parent())
    template = article(pain, reviewer=doctor, reviewed_on=date(2026, 9, 1), body=body(intro()))
    addresses = [f"{blog.url}{query}" for query in ("", "?page=1", "?sort=title", FILTERED)]
    bulk_copy_article(template, 9)
    ten = [count_queries(client, address) for address in addresses]

    bulk_copy_article(template, 990)
    clear_all_caches()  # they were made behind the site's back

    assert client.get(blog.url).context_data["total"] == 1000
    assert [count_queries(client, address) for address in addresses] == ten
    assert max(ten) <= 12


def test_a_list_of_articles_with_pictures_asks_no_more_than_with_two(client):
    """One of the two is the featured article, which is read on its own."""
    blog = category(home_page(), "Blog")
    articles = [article(blog, lead_image=image(f"Picture {n}")) for n in range(6)]
    six = count_queries(client, blog.url)

    ArticlePage.objects.filter(pk__in=[page.pk for page in articles[2:]]).update(live=False)

    assert count_queries(client, blog.url) == six


def test_related_articles_with_pictures_ask_no_more_than_with_one(client):
    blog = category(home_page(), "Blog")
    page = article(blog)
    others = [article(blog, lead_image=image(f"Picture {n}")) for n in range(3)]
    three = count_queries(client, page.url)

    ArticlePage.objects.filter(pk__in=[other.pk for other in others[1:]]).update(lead_image=None)

    assert count_queries(client, page.url) == three


def test_figures_ask_no_more_than_two(client):
    blog = category(home_page(), "Blog")
    page = article(blog, body=body(*(figure(image(f"Picture {n}")) for n in range(2))))
    two = count_queries(client, page.url)

    update_page(page, body=body(*(figure(image(f"Picture {n}")) for n in range(6))))
    client.get(page.url)

    assert count_queries(client, page.url) == two


def test_people_with_photographs_ask_no_more_than_two(client):
    home = home_page()
    people = [person(home, f"Person {n}", photo=image(f"Photo {n}")) for n in range(6)]
    team = people[0].get_parent().specific
    six = count_queries(client, team.url)

    for one in people[2:]:
        one.delete()

    assert count_queries(client, team.url) == six


def test_a_lead_image_costs_an_article_no_more_than_two_queries(client):
    blog = category(home_page(), "Blog")
    plain, pictured = article(blog, "Plain"), article(blog, "Pictured", lead_image=image("Lead"))
    client.get(pictured.url)  # makes the sizes it is shown in

    assert count_queries(client, pictured.url) <= count_queries(client, plain.url) + 2 <= 8
