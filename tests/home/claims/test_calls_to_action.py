"""Calls to action meet the gate for claims on all ways to publish them."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import DraftStateMixin, Site
from wagtail.snippets.models import get_snippet_models

from articles.models import CallToAction
from articles.models.gated import GatedMixin
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gated_form import GatedFormMixin
from home.kit.start import set_up_library_workflow
from home.models import User
from tests.articles.publishing import publishing_paths
from tests.factories import call_to_action, home_page
from tests.helpers import undone
from tests.home.claims.claim_paths import STOP, editor_data, fresh, is_public, spoil

pytestmark = pytest.mark.django_db

VIEWS = "wagtailsnippets_articles_calltoaction:"


@pytest.fixture
def chosen() -> CallToAction:
    home_page()
    return call_to_action()


@pytest.fixture
def administrator(admin_client) -> User:
    return User.objects.get(username="admin")


def test_the_forms_of_all_snippets_with_drafts_ask_the_gate():
    """Else a refusal would lose what was typed."""
    models = [each for each in get_snippet_models() if issubclass(each, DraftStateMixin)]

    assert CallToAction in models
    for model in models:
        assert issubclass(model, GatedMixin), model
        form = model.snippet_viewset.get_edit_handler().get_form_class()
        assert issubclass(form, GatedFormMixin), model


def view(name: str, *args: Any) -> str:
    return reverse(VIEWS + name, args=args)


def errors(response: Any) -> str:
    return " ".join(response.context_data["form"].non_field_errors())


def test_the_editor_shows_the_sentence(chosen, admin_client):
    url = view("edit", chosen.pk)
    data = editor_data(admin_client, url, chosen)
    response = admin_client.post(url, data | {"action-publish": "1"})

    assert STOP in errors(response)
    assert not is_public(chosen)
    assert admin_client.post(url, data).status_code == 302
    assert fresh(chosen).get_latest_revision_as_object().text == STOP
    assert not is_public(chosen)


def test_a_new_one_is_not_published(chosen, admin_client):
    data = editor_data(admin_client, view("add"), chosen)
    data |= {"heading": "New?", "button_label": "Book", "link_url": "/book/", "shape": "crown"}
    response = admin_client.post(view("add"), data | {"action-publish": "1"})

    assert STOP in errors(response)
    assert CallToAction.objects.count() == 1
    assert admin_client.post(view("add"), data).status_code == 302
    assert not CallToAction.objects.get(heading="New?").live


def test_an_earlier_version_meets_the_gate(chosen, admin_client):
    revision = spoil(chosen).latest_revision
    url = view("revisions_revert", chosen.pk, revision.pk)
    data = editor_data(admin_client, url, chosen)
    response = admin_client.post(url, data | {"action-publish": "1"})

    assert STOP in errors(response)
    assert not is_public(chosen)


def test_the_scheduled_time_holds_it_back(chosen, capsys):
    draft = spoil(chosen)
    user = User.objects.create_superuser("sam", "sam@example.org", "secret")
    draft.latest_revision.user = user
    publishing_paths.schedule(draft)
    publishing_paths.publish_due()

    assert not is_public(chosen)
    assert fresh(chosen).scheduled_revision is None
    assert "was not published" in capsys.readouterr().err
    (message,) = mail.outbox
    assert STOP in message.body
    assert view("edit", chosen.pk) in message.body


def test_the_approval_of_a_workflow_is_undone(chosen, admin_client, administrator):
    set_up_library_workflow()
    draft = spoil(chosen)
    state = draft.get_workflow().start(draft, administrator)
    for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
        with undone():
            url = view("workflow_action", chosen.pk, "approve", state.current_task_state.pk)
            response = admin_client.post(url, headers=headers)

            assert STOP in publishing_paths.response_messages(response)
            assert fresh(chosen).workflow_in_progress
            assert not is_public(chosen)
            edit = view("edit", chosen.pk)
            assert edit == (response.json()["redirect"] if headers else response.url)


def test_a_script_gets_the_refusal(chosen):
    draft = spoil(chosen)

    with pytest.raises(PublishingRefusedError, match=r"“Would a talk help\?” was not published"):
        draft.latest_revision.publish()


def test_what_is_public_stays_public(chosen):
    CallToAction.objects.update(text=STOP)
    publishing_paths.publish_due()

    assert is_public(chosen)
    with pytest.raises(PublishingRefusedError):
        fresh(chosen).save_revision().publish()
    assert is_public(chosen)


def test_each_clinic_has_its_own_settings(chosen):
    site = Site.objects.get()
    site.editorialsettings.claims = "warn"
    site.editorialsettings.save()
    spoil(chosen).latest_revision.publish()

    assert is_public(chosen)
