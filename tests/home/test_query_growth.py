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

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
FILTERED = "?reviewed=year&source=4"


def test_category_queries_do_not_grow_with_articles(client):
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


def test_list_queries_do_not_grow_with_pictures(client):
    """One of the two is the featured article, which is read on its own."""
    blog = category(home_page(), "Blog")
    articles = [article(blog, lead_image=image(f"Picture {n}")) for n in range(6)]
    six = count_queries(client, blog.url)

    ArticlePage.objects.filter(pk__in=[page.pk for page in articles[2:]]).update(live=False)

    assert count_queries(client, blog.url) == six


def test_related_article_queries_do_not_grow_with_pictures(client):
    blog = category(home_page(), "Blog")
    page = article(blog)
    others = [article(blog, lead_image=image(f"Picture {n}")) for n in range(3)]
    three = count_queries(client, page.url)

    ArticlePage.objects.filter(pk__in=[other.pk for other in others[1:]]).update(lead_image=None)

    assert count_queries(client, page.url) == three


def test_figure_queries_do_not_grow(client):
    blog = category(home_page(), "Blog")
    page = article(blog, body=body(*(figure(image(f"Picture {n}")) for n in range(2))))
    two = count_queries(client, page.url)

    update_page(page, body=body(*(figure(image(f"Picture {n}")) for n in range(6))))
    client.get(page.url)

    assert count_queries(client, page.url) == two


def test_people_queries_do_not_grow_with_photographs(client):
    home = home_page()
    people = [person(home, f"Person {n}", photo=image(f"Photo {n}")) for n in range(6)]
    team = people[0].get_parent().specific
    six = count_queries(client, team.url)

    for one in people[2:]:
        one.delete()

    assert count_queries(client, team.url) == six


def test_a_lead_image_takes_at_most_two_queries(client):
    blog = category(home_page(), "Blog")
    plain, pictured = article(blog, "Plain"), article(blog, "Pictured", lead_image=image("Lead"))
    client.get(pictured.url)  # makes the sizes it is shown in

    assert count_queries(client, pictured.url) <= count_queries(client, plain.url) + 2 <= 8
