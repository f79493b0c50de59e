"""A published page that no site shows."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HomePage, User
from home.models.roles import ADMINISTRATORS, PUBLISHERS, set_up_roles
from tests.factories import home_page, standard_page

pytestmark = pytest.mark.django_db

WARNING = "No site shows this page yet"


def log_in(client, role: str) -> None:
    set_up_roles()
    user = User.objects.create_user(role, first_name="Ana", last_name="Admin")
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def publish_home_page(client) -> str:
    """Publish a new page at the root of the tree, and return the response."""
    data = {
        "title": "Riverside",
        "slug": "riverside",
        "hero_heading": "Care",
        "body": streamfield([]),
        "comments": streamfield([]),
        "action-publish": "1",
    }
    formset = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    add = reverse("wagtailadmin_pages:add", args=["home", "homepage", 1])
    response = client.post(add, nested_form_data(data) | formset, follow=True)
    assert HomePage.objects.get(slug="riverside").live
    return response.content.decode()


def test_administrators_get_the_link_to_the_only_site(client):
    log_in(client, ADMINISTRATORS)

    shown = publish_home_page(client)

    assert WARNING in shown
    assert reverse("wagtailsites:edit", args=[Site.objects.get().pk]) in shown


def test_without_a_site_the_list_of_sites_is_linked(client):
    Site.objects.all().delete()
    log_in(client, ADMINISTRATORS)

    assert f'href="{reverse("wagtailsites:index")}"' in publish_home_page(client)


def test_others_read_who_can_change_sites(client):
    log_in(client, ADMINISTRATORS)
    log_in(client, PUBLISHERS)

    shown = publish_home_page(client)

    assert "Ana Admin can choose it under Settings › Sites." in shown
    assert reverse("wagtailsites:index") not in shown


def test_a_page_of_a_site_has_no_warning(client):
    page = standard_page(home_page(), "Prices", live=False)
    log_in(client, PUBLISHERS)
    data = {"title": "Prices", "slug": "prices", "summary": "", "body": streamfield([])}
    formset = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = nested_form_data(data | {"action-publish": "1"}) | formset
    response = client.post(edit, data, follow=True)

    assert Page.objects.get(pk=page.pk).live
    assert WARNING not in response.content.decode()
