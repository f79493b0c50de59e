"""Links lead to public pages only."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from articles.models import EditorialSettings
from home.delivery import content_version
from home.delivery.visibility import public_page_url
from home.models import ClinicSettings
from tests.factories import (
    article,
    block,
    call_to_action,
    call_to_action_block,
    category,
    home_page,
    list_items,
    person,
    standard_page,
    stream,
    update_page,
)
from tests.helpers import clear_all_caches, parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def make_private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def expire(page):
    update_page(page, expire_at=timezone.now() - timedelta(minutes=1))


WAYS_TO_HIDE = [make_private, expire, lambda page: page.unpublish()]


def links(response) -> set[str]:
    return {str(link["href"]) for link in parse_response(response).select("a[href]")}


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_a_page_that_is_hidden_has_no_public_address(hide):
    page = standard_page(home_page())
    assert public_page_url(page) == page.url

    hide(page)
    page.refresh_from_db()

    assert public_page_url(page) == ""


def test_descendants_and_aliases_of_private_pages_have_no_url():
    home = home_page()
    private = standard_page(home, "Staff")
    below = standard_page(private, "Rota")
    alias = below.create_alias(parent=home, update_slug="rota-too")
    make_private(private)

    assert public_page_url(below) == public_page_url(alias) == public_page_url(None) == ""


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_a_hidden_author_is_named_but_not_linked(client, hide):
    home = home_page()
    author = person(home, "Ada Byron")
    page = article(category(home), authors=(author,))
    assert author.url in links(client.get(page.url))

    hide(author)
    response = client.get(page.url)

    assert author.url not in links(response)
    assert "Ada Byron" in response.content.decode()


@pytest.mark.parametrize("hide", WAYS_TO_HIDE)
def test_home_blocks_do_not_mention_hidden_pages(client, hide):
    home = home_page()
    secret = standard_page(home, "Secret merger")
    claim = {"heading": "True", "text": "Really.", "page": secret.pk, "link_text": ""}
    update_page(
        home,
        hero_primary_page=secret,
        body=stream(
            block("trust", {"statements": list_items(claim)}),
            call_to_action_block(call_to_action(link_page=secret)),
        ),
    )
    assert secret.url in links(client.get("/"))

    hide(secret)
    response = client.get("/")

    assert secret.url not in links(response)
    assert "Secret merger" not in response.content.decode()


def test_the_menu_drops_a_page_the_moment_it_expires(client, monkeypatch):
    home = home_page()
    page = standard_page(home, "Offer", show_in_menus=True)
    update_page(page, expire_at=timezone.now() + timedelta(hours=1))
    client.get("/")
    content_version.reset()
    assert page.url in links(client.get("/"))

    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    content_version.reset()

    assert page.url not in links(client.get("/"))


def test_an_alias_made_in_the_menu_is_there_at_once(client):
    home = home_page()
    page = standard_page(standard_page(home, "About"), "Team", show_in_menus=True)
    client.get("/")

    alias = page.create_alias(parent=home, update_slug="our-team")

    assert alias.url in links(client.get("/"))


def test_a_host_without_a_site_is_404(client):
    home_page()
    Site.objects.all().delete()
    clear_all_caches()

    assert client.get("/anything/").status_code == 404


def test_showing_a_page_writes_nothing(client):
    page = home_page()
    EditorialSettings.objects.all().delete()
    client.get(page.url)

    assert not ClinicSettings.objects.exists()
    assert not EditorialSettings.objects.exists()


def test_the_canonical_address_is_the_sites_public_one(client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    page = standard_page(home_page(), "Prices")

    soup = parse_response(client.get(f"{page.url}?page=1"))

    assert soup.select("link[rel=canonical]")[0]["href"] == "https://www.example.org/prices/"


def test_a_report_of_an_error_names_the_article_as_it_is_written(client):
    home = home_page()
    ClinicSettings.objects.create(site=Site.objects.get(), email="hello@example.org")
    page = article(category(home), "Sleep & pain: what's known")
    EditorialSettings.objects.update(disclaimer="<p>General.</p>")

    link = parse_response(client.get(page.url)).select('a[href^="mailto:"][href*="subject"]')[0]

    assert "Sleep%20%26%20pain%3A%20what%27s%20known" in link["href"]


def test_the_password_form_has_the_design_of_the_site(client):
    page = standard_page(home_page(), "Staff")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="open sesame"
    )

    soup = parse_response(client.get(page.url))

    assert soup.select_one("header.site-header")
    assert soup.select_one("input[type=password]")
