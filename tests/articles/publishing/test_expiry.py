"""A page whose expiry has passed can be saved as a draft; publishing it says what to do."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from articles.models import ArticlePage
from home.models import User
from tests.articles.publishing import publishing_paths
from tests.factories import standard_page, update_page

pytestmark = pytest.mark.django_db

PASSED = "The expiry of this page"


@pytest.fixture
def expired(page) -> ArticlePage:
    """The draft of a signed article that expired a second ago, or a little more."""
    publishing_paths.create_sign_off(page)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(clean=False)
    update_page(ArticlePage.objects.get(pk=page.pk), expire_at=page.expire_at)
    return publishing_paths.latest_draft(page)


def form_expiry(page: Page) -> str:
    return timezone.localtime(page.expire_at).strftime("%Y-%m-%d %H:%M")


def save(client, page, **fields):
    data = publishing_paths.form_data(page, expire_at=form_expiry(page), **fields)
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


@pytest.mark.parametrize("is_live", [True, False])
def test_an_expired_article_can_be_saved(expired, admin_client, is_live):
    if not is_live:
        call_command("publish_scheduled")
    response = save(admin_client, expired, title="Typed")
    assert response.status_code == 302
    draft = publishing_paths.latest_draft(expired)
    assert (draft.title, draft.expire_at) == ("Typed", expired.expire_at)


def test_publishing_an_expired_article_says_what_to_do(expired, admin_client):
    response = save(admin_client, expired, title="Typed", **{"action-publish": "1"})

    messages = publishing_paths.response_messages(response)
    assert PASSED in messages
    assert "choose a later one, or none, under Status &gt; Edit schedule" in messages
    assert response.context["form"]["title"].value() == "Typed"

    data = publishing_paths.form_data(expired, expire_at="", **{"action-publish": "1"})
    response = admin_client.post(reverse("wagtailadmin_pages:edit", args=[expired.pk]), data)
    assert response.status_code == 302
    assert publishing_paths.is_public(expired)


def test_other_publishing_paths_say_so_too(expired, admin_client):
    publishing_paths.publish_all(admin_client, expired)
    told = publishing_paths.response_messages(publishing_paths.publish_all(admin_client, expired))
    assert PASSED in told
    response = publishing_paths.approve(admin_client, expired, User.objects.get())
    assert PASSED in publishing_paths.response_messages(response)
    assert not publishing_paths.is_public(expired)


def test_an_expiry_that_is_entered_must_be_in_the_future(page, admin_client):
    data = publishing_paths.form_data(page, title="Typed", expire_at="2020-01-01 10:00")
    response = admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    (error,) = response.context["form"].errors["expire_at"]
    assert PASSED in error
    assert response.context["form"]["title"].value() == "Typed"


def test_other_expired_pages_can_be_saved(pain, admin_client):
    past = timezone.now() - timedelta(days=1)
    other = standard_page(pain.get_parent(), "Prices", expire_at=past)
    data = nested_form_data(
        {
            "title": "Typed",
            "slug": other.slug,
            "expire_at": form_expiry(other),
            "body": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
    )
    response = admin_client.post(reverse("wagtailadmin_pages:edit", args=[other.pk]), data)

    assert response.status_code == 302
    assert Page.objects.get(pk=other.pk).draft_title == "Typed"
