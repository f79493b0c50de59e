"""Many pages at once, copies of pages, and programs, meet the same gate."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from articles.models import ArticlePage
from tests.articles.publishing import publishing_paths as ways
from tests.factories import body, change, intro

pytestmark = pytest.mark.django_db


def test_one_that_may_not_stops_all_that_were_chosen_with_it_and_below(pain, page, admin_client):
    good = ways.draft_of(pain, "Good", body(intro("<p>Good.</p>")))
    ways.sign(good)
    change(page, live=False)

    response = ways.publish_all(admin_client, good, pain, include_descendants="on")
    assert "“Sleep” was not published" in ways.told(response)
    assert "Good" not in ways.told(response)
    assert not ways.is_public(good)

    ways.publish_all(admin_client, good, pain)
    assert ways.is_public(good)


@pytest.fixture
def copy(page, admin_client) -> Callable:
    def copy(**fields: str):
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        return admin_client.post(f"/admin/pages/{page.pk}/copy/", data | fields)

    return copy


def test_a_copy_is_not_signed_and_so_not_published(page, copy):
    ways.sign(page)

    assert "Nobody has signed this text yet" in ways.told(copy(publish_copies="on"))
    assert not ArticlePage.objects.filter(title="Copy").exists()

    copy()
    assert not ArticlePage.objects.get(title="Copy").live


def test_an_alias_shows_what_its_source_shows_and_stands_alone_once_it_is_signed(
    page, copy, admin_client
):
    copy(alias="on")
    alias = ArticlePage.objects.get(slug="copy")
    admin_client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    alias = ArticlePage.objects.get(slug="copy")
    assert (alias.alias_of, alias.live, alias.title) == (None, True, "Old Sleep")
    assert ways.words(ways.latest(alias)) == [
        "Nobody has signed this text yet. Submit it for review."
    ]


@pytest.mark.parametrize(("action", "data"), [("publish", {}), ("copy", {"keep_live": "true"})])
def test_the_admins_own_api_meets_the_gate(page, admin_client, action, data):
    public = ArticlePage.objects.live().count()
    address = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    response = admin_client.post(address, data)

    assert response.status_code == 400
    assert "Nobody has signed this text yet" in response.content.decode()
    assert ArticlePage.objects.live().count() == public
    assert not ways.is_public(page)


def test_no_other_api_answers(admin_client):
    for address in ("/api/v3/pages/", "/api/v2/pages/", "/admin/api/v3/pages/"):
        assert admin_client.get(address).status_code == 404


def test_what_is_checked_is_the_revision_that_would_be_published(page, admin_client):
    """Also of a page that counts as having no draft."""
    ways.sign(ArticlePage.objects.get(pk=page.pk))
    change(ArticlePage.objects.get(pk=page.pk), has_unpublished_changes=False)

    address = f"/admin/api/main/pages/{page.pk}/action/publish/"
    assert admin_client.post(address, {}).status_code == 400
    assert "“Sleep” was not published" in ways.told(ways.publish_all(admin_client, page))
    assert not ways.is_public(page)
