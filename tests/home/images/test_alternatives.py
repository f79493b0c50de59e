"""The text alternative of a figure: asked for when publishing, not while writing."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from articles.models import ArticlePage
from tests.factories import category, home_page, image
from tests.home.test_drafts import edit_form_data

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def save_alternative(client, action: str = "", **alternative):
    """Save an article whose body is one figure."""
    pain = category(home_page())
    callouts = streamfield([])
    picture = {"image": image("IMG_1234").pk, "alt_text": ""} | alternative
    body = [
        ("figure", {"image": picture, "caption": "A nerve.", "credit": "", "callouts": callouts})
    ]
    data = edit_form_data("Nerves", *body, slug="nerves", summary="What they do.")
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", pain.pk])
    return client.post(address, data | ({action: "1"} if action else {}))


def test_a_draft_may_lack_alt_text(admin_client):
    assert save_alternative(admin_client).status_code == 302
    assert not ArticlePage.objects.get().live


def test_publishing_without_alt_text_is_refused(admin_client):
    response = save_alternative(admin_client, "action-publish")

    assert response.status_code == 200
    assert "add some alt text" in response.content.decode()
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("given", [{"alt_text": "Two cells."}, {"decorative": "on"}])
def test_alt_text_or_marking_as_decorative_is_enough(admin_client, given):
    response = save_alternative(admin_client, "action-publish", **given)

    assert "add some alt text" not in response.content.decode()


def test_the_form_explains_alt_text(admin_client):
    pain = category(home_page())
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", pain.pk])

    assert "Describe what the picture shows" in admin_client.get(address).content.decode()
