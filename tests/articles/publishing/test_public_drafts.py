"""A page that is not live may still be shown by public pages: only publishers change that."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage, PersonPage
from home.models import User
from tests.articles.publishing import publishing_paths
from tests.factories import article, category, home_page, person, update_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> PersonPage:
    """The author of a public article, without a public profile."""
    home = home_page()
    profile = person(home, "Ada Byron", slug="ada", live=False)
    article(category(home, "Pain", slug="pain"), "Sleep", slug="sleep", authors=(profile,))
    return profile


def log_in(group: str) -> Client:
    user = User.objects.create_user(group, "staff@example.org", "secret")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def save(client: Client, page: Page, **fields: str) -> Any:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(url).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    data["bio"] = '{"blocks": [], "entityMap": {}}' if "bio" in data else ""
    return client.post(url, data | fields)


def public_html() -> str:
    return Client().get("/pain/sleep/").content.decode()


def test_an_editor_changes_only_a_version_of_a_shown_profile(author):
    response = save(log_in("Editors"), author, title="Typed")

    assert response.status_code == 302
    assert "Typed" not in public_html()
    assert "Ada Byron" in public_html()
    stored = PersonPage.objects.get(pk=author.pk)
    assert stored.get_latest_revision_as_object().title == "Typed"
    assert "Public pages show “Typed” as it was before" in publishing_paths.response_messages(
        response
    )

    save(log_in("Moderators"), author)
    assert "Typed" in public_html()


def test_an_editor_does_not_change_the_address_of_a_live_page(author):
    pain = Page.objects.get(slug="pain")
    pain.unpublish()
    save(log_in("Editors"), pain, slug="typed")

    assert public_html()
    assert Client().get("/typed/sleep/").status_code == 404


@pytest.mark.parametrize("is_bulk", [False, True])
def test_an_editor_does_not_delete_a_shown_profile(author, is_bulk):
    url = reverse("wagtailadmin_pages:delete", args=[author.pk])
    if is_bulk:
        action = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        url = f"{action}?id={author.pk}&next=/admin/"
    response = log_in("Editors").post(url)

    assert "public pages show it" in publishing_paths.response_messages(response)
    assert "Ada Byron" in public_html()

    log_in("Moderators").post(url)
    assert not PersonPage.objects.filter(pk=author.pk).exists()


def test_an_editor_changes_and_deletes_other_drafts(author):
    update_page(ArticlePage.objects.get(slug="sleep"), live=False)
    client = log_in("Editors")

    save(client, author, title="Typed")
    assert PersonPage.objects.get(pk=author.pk).title == "Typed"
    client.post(reverse("wagtailadmin_pages:delete", args=[author.pk]))
    assert not PersonPage.objects.filter(pk=author.pk).exists()
