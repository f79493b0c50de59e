"""Published pages can be moved to a site that requires sign-offs only with one."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from articles.models import ArticlePage, CategoryIndexPage, EditorialSettings
from home.kit.start import set_up_workflow
from home.models import HomePage
from tests.articles.publishing import publishing_paths
from tests.factories import article, category, home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def destination(db: None) -> CategoryIndexPage:
    """A category of a site that publishes only what is signed."""
    home_page()
    home = HomePage(title="Strict", slug="strict", hero_heading="Care")
    Page.get_first_root_node().add_child(instance=home)
    site = Site.objects.create(hostname="strict.example.org", root_page=home)
    EditorialSettings.objects.create(site=site, sign_off_required=True)
    set_up_workflow(home)
    return category(home, "There")


@pytest.fixture
def topic(destination) -> CategoryIndexPage:
    return category(Site.objects.get(is_default_site=True).root_page, "Here")


@pytest.fixture
def page(topic) -> ArticlePage:
    return article(topic, "Unsigned", slug="unsigned")


def alias(client, page, parent, **fields: str):
    data = {"new_title": "A", "new_slug": "a", "new_parent_page": parent.pk, "alias": "on"}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data | fields)


def move(client, page, parent):
    return client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]))


def move_many(client, page, parent):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    return client.post(f"{address}?next=/admin/&id={page.pk}", {"chooser": parent.pk})


@pytest.mark.parametrize("go", [alias, move, move_many])
def test_only_signed_pages_can_be_copied_there(page, destination, admin_client, go):
    refused = go(admin_client, page, destination)
    assert not Page.objects.child_of(destination).exists()
    told = publishing_paths.response_messages(refused) or refused.content.decode()
    assert "and “Unsigned” is not" in told
    assert "This text is not signed yet" in told

    publishing_paths.create_sign_off(page)
    assert go(admin_client, page, destination).status_code in (200, 201, 302)
    assert Page.objects.child_of(destination).live().exists()


def test_a_refusal_redirects_to_the_choice_of_destination(page, destination, admin_client):
    assert alias(admin_client, page, destination).url == f"/admin/pages/{page.pk}/copy/"
    assert move(admin_client, page, destination).url == f"/admin/pages/{page.pk}/move/"
    assert admin_client.get(f"/admin/pages/{page.pk}/move/").status_code == 200


def test_descendants_count_and_aliases_share_sign_offs(page, topic, destination, admin_client):
    home = destination.get_parent()
    alias(admin_client, page, topic)
    assert "and “Unsigned” is not" in publishing_paths.response_messages(
        move(admin_client, topic, home)
    )

    publishing_paths.create_sign_off(page)
    move(admin_client, topic, home)
    assert Page.objects.get(pk=topic.pk).get_parent().pk == home.pk


def test_drafts_and_moves_within_a_site_are_allowed(page, destination, topic, admin_client):
    other = category(topic.get_parent())
    move(admin_client, page, other)
    assert Page.objects.child_of(other).exists()
    ArticlePage.objects.update(live=False)
    move(admin_client, page, destination)
    assert Page.objects.child_of(destination).exists()


def test_a_public_copy_meets_the_rules_of_the_other_site(page, destination, admin_client):
    fields = {"alias": "", "publish_copies": "on"}
    assert "This text is not signed yet" in publishing_paths.response_messages(
        alias(admin_client, page, destination, **fields)
    )
    assert not Page.objects.child_of(destination).exists()
