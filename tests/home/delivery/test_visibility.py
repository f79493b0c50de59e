"""Drafts, private, expired and scheduled pages appear nowhere."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from articles.models import ArticlePage, PersonPage
from tests.factories import (
    article,
    block,
    category,
    home_page,
    list_items,
    person,
    stream,
    update_page,
)

pytestmark = pytest.mark.django_db
TITLE = "Unmentionable"


def make_private(page):
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )


def hide_as_draft(page):
    page.unpublish()


def hide_by_restriction(page):
    make_private(page)


def hide_by_restriction_above(page):
    """Move the article to a category of its own and make that private."""
    parent = category(page.get_parent(), "Members", slug="members")
    Page.objects.get(pk=page.pk).move(parent, pos="last-child")
    make_private(parent)


def hide_by_expiry(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def hide_until_later(page):
    page.unpublish()
    page = type(page).objects.get(pk=page.pk)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()


WAYS_TO_HIDE = [
    hide_as_draft,
    hide_by_restriction,
    hide_by_restriction_above,
    hide_by_expiry,
    hide_until_later,
]


class SiteWithHiddenPage:
    """A site on which one article would be seen on every list."""

    def __init__(self):
        home = home_page()
        doctor = person(home)
        self.category = category(home, "Pain", slug="pain")
        self.hidden = article(
            self.category, TITLE, slug="hidden", authors=(doctor,), reviewer=doctor
        )
        self.reader = article(self.category, "Reader", picks=(self.hidden,))
        update_page(self.category, featured_article=self.hidden)
        update_page(home, body=stream(block("latest", {"heading": "Latest"})))
        self.lists = [home.url, self.category.url, doctor.url, self.reader.url, "/nowhere/"]


def mentions(client, address: str) -> bool:
    return TITLE in client.get(address).content.decode()


def test_a_public_article_is_on_every_list(client):
    """Prove that the tests below could fail."""
    site = SiteWithHiddenPage()

    assert [address for address in site.lists if not mentions(client, address)] == []
    assert client.get(site.hidden.url).status_code == 200


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_a_hidden_article_is_on_no_list_and_counted_nowhere(client, hide):
    site = SiteWithHiddenPage()

    hide(site.hidden)

    assert [address for address in site.lists if mentions(client, address)] == []
    response = client.get(site.category.url)
    assert response.context_data["total"] == 1


@pytest.mark.parametrize("hide", [hide_as_draft, hide_by_expiry, hide_until_later])
def test_the_address_of_a_hidden_article_is_not_found(client, hide):
    site = SiteWithHiddenPage()
    address = site.hidden.url

    hide(site.hidden)

    response = client.get(address)
    assert response.status_code == 404
    assert TITLE not in response.content.decode()


def test_a_private_article_shows_only_a_password_form(client):
    site = SiteWithHiddenPage()

    hide_by_restriction(site.hidden)

    response = client.get(site.hidden.url)
    assert response.status_code in (200, 302)
    assert site.hidden.summary not in response.content.decode()


def test_a_page_disappears_the_moment_it_expires(client):
    site = SiteWithHiddenPage()
    hide_by_expiry(site.category)

    assert client.get(site.category.url).status_code == 404


@pytest.mark.parametrize("above", [False, True], ids=["itself", "above"])
def test_an_alias_of_a_private_article_is_on_no_list(client, above: bool):
    site = SiteWithHiddenPage()
    elsewhere = category(Page.objects.get(pk=site.category.get_parent().pk), "Mood", slug="mood")
    site.hidden.create_alias(parent=elsewhere, update_slug="alias")
    if above:
        hide_by_restriction_above(site.hidden)
    else:
        hide_by_restriction(site.hidden)

    assert ArticlePage.objects.live().filter(title=TITLE).count() == 2
    assert not ArticlePage.objects.visible().filter(title=TITLE).exists()
    assert [a for a in [*site.lists, elsewhere.url] if mentions(client, a)] == []


@pytest.mark.parametrize("hide", [hide_as_draft, hide_by_restriction, hide_by_expiry])
def test_a_hidden_person_is_not_listed(client, hide):
    home = home_page()
    doctor = person(home, TITLE)
    people = block("people", {"heading": "People", "people": list_items(doctor.pk)})
    update_page(home, body=stream(people))
    team = doctor.get_parent()
    assert mentions(client, home.url)
    assert mentions(client, team.url)

    hide(PersonPage.objects.get(pk=doctor.pk))

    assert not mentions(client, home.url)
    assert not mentions(client, team.url)


@pytest.mark.parametrize("hide", [hide_as_draft, hide_by_restriction, hide_by_expiry])
def test_a_hidden_category_is_not_listed_as_a_topic(client, hide):
    home = home_page()
    blog = category(home, "Blog")
    pain = category(blog, TITLE)
    article(pain, "Inside")
    topics = block("topics", {"heading": "Topics", "categories": list_items(pain.pk)})
    update_page(home, body=stream(topics))
    assert mentions(client, home.url)
    assert mentions(client, blog.url)

    hide(pain)

    assert not mentions(client, home.url)
    assert client.get(blog.url).context_data["children"] == []
