"""An open editor asks whether it could save."""

import pytest
from django.urls import reverse

from tests.factories import category, home_page

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

AJAX = {"X-Requested-With": "XMLHttpRequest"}


def test_a_logged_in_editor_gets_a_csrf_token(admin_client, admin_user):
    answer = admin_client.get(reverse("editing:connection"), headers=AJAX)

    assert answer.json()["user"] == str(admin_user.pk)
    assert answer.json()["name"] == admin_user.username
    assert len(answer.json()["csrf"]) == 64
    assert "no-store" in answer["Cache-Control"]


def test_a_visitor_is_refused_without_a_redirect(client):
    assert client.get(reverse("editing:connection"), headers=AJAX).status_code == 403


@pytest.mark.parametrize("model", ["articlepage", "categoryindexpage"])
def test_every_page_form_has_the_notice(admin_client, model):
    parent = category(home_page())
    add = reverse("wagtailadmin_pages:add", args=["articles", model, parent.pk])
    form = admin_client.get(add).content.decode()

    assert 'data-controller="connection"' in form
    assert "your session has ended" in form.lower()


def test_the_forms_of_snippets_and_settings_have_it(admin_client):
    home_page()
    for address in (
        "/admin/snippets/articles/calltoaction/add/",
        reverse("wagtailsettings:edit", args=["home", "clinicsettings"]),
    ):
        form = admin_client.get(address, follow=True).content.decode()
        assert 'data-controller="connection"' in form, address
