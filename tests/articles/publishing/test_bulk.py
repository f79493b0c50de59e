"""Many pages at once, copies of pages, and programs, meet the same gate."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet

from articles.models import ArticlePage
from tests.articles.publishing import publishing_paths
from tests.factories import body, intro, update_page

pytestmark = pytest.mark.django_db


def test_one_blocked_page_stops_the_bulk_action(pain, page, admin_client):
    good = publishing_paths.create_draft(pain, "Good", body(intro("<p>Good.</p>")))
    publishing_paths.create_sign_off(good)
    update_page(page, live=False)

    response = publishing_paths.publish_all(admin_client, good, pain, include_descendants="on")
    assert "“Sleep” was not published" in publishing_paths.response_messages(response)
    assert "Good" not in publishing_paths.response_messages(response)
    assert not publishing_paths.is_public(good)

    publishing_paths.publish_all(admin_client, good, pain)
    assert publishing_paths.is_public(good)


@pytest.fixture
def copy(page, admin_client) -> Callable:
    def copy(**fields: str):
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        return admin_client.post(f"/admin/pages/{page.pk}/copy/", data | fields)

    return copy


def test_a_copy_is_not_signed_and_so_not_published(page, copy):
    publishing_paths.create_sign_off(page)

    assert "This text is not signed yet" in publishing_paths.response_messages(
        copy(publish_copies="on")
    )
    assert not ArticlePage.objects.filter(title="Copy").exists()

    copy()
    assert not ArticlePage.objects.get(title="Copy").live


def test_an_alias_mirrors_its_source_until_it_is_signed(page, copy, admin_client):
    copy(alias="on")
    alias = ArticlePage.objects.get(slug="copy")
    admin_client.post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))

    alias = ArticlePage.objects.get(slug="copy")
    assert (alias.alias_of, alias.live, alias.title) == (None, True, "Old Sleep")
    (message,) = publishing_paths.gate_messages(publishing_paths.latest_draft(alias))
    assert message.startswith("This text is not signed yet. Submit it for review.")


@pytest.mark.parametrize("action", PagesAdminAPIViewSet.actions)
def test_the_admins_own_api_has_no_actions(page, admin_client, action):
    address = f"/admin/api/main/pages/{page.pk}/"
    assert admin_client.get(address).status_code == 200
    assert admin_client.post(f"{address}action/{action}/", {}).status_code == 404

    assert not publishing_paths.is_public(page)


def test_no_other_api_answers(admin_client):
    for address in ("/api/v3/pages/", "/api/v2/pages/", "/admin/api/v3/pages/"):
        assert admin_client.get(address).status_code == 404


def test_the_revision_to_be_published_is_checked(page, admin_client):
    """Also of a page that counts as having no draft."""
    publishing_paths.create_sign_off(ArticlePage.objects.get(pk=page.pk))
    update_page(ArticlePage.objects.get(pk=page.pk), has_unpublished_changes=False)

    assert "“Sleep” was not published" in publishing_paths.response_messages(
        publishing_paths.publish_all(admin_client, page)
    )
    assert not publishing_paths.is_public(page)
