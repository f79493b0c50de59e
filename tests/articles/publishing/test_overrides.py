"""Overrides: who may use them, and where they are recorded."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from articles.models import ArticlePage, Clearance
from home.models import User
from tests.articles.publishing import publishing_paths
from tests.factories import (
    body,
    category,
    editor,
    intro,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

TYPED = "<p>Pain can stay (5).</p>"


def test_a_minor_change_is_published_with_its_reason(page):
    publishing_paths.create_sign_off(page)
    client = publishing_paths.publisher_client()
    changed = {"summary": "A better answer.", "minor_reason": "a comma"}

    assert publishing_paths.publish_from_form(client, page, **changed).status_code == 302

    assert ArticlePage.objects.get(pk=page.pk).summary == "A better answer."
    clearance = Clearance.objects.get()
    assert (clearance.kind, clearance.reason, clearance.user_name) == ("minor", "a comma", "pat")
    assert publishing_paths.logged_actions(page) == {"articles.clearance.minor"}
    told = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Minor change, published without a new review: “a comma”" in told

    # What was cleared may be published on any way; what is written later may not.
    assert not publishing_paths.gate_messages(publishing_paths.latest_draft(page))
    assert (
        publishing_paths.publish_from_form(client, page, summary="Yet another.").status_code == 200
    )


def test_a_never_signed_article_has_no_minor_changes(page, admin_client):
    response = publishing_paths.publish_from_form(admin_client, page, minor_reason="small")

    assert "This article was never signed" in str(response.context["form"].errors)
    assert not Clearance.objects.exists()


def test_a_superuser_lets_an_article_pass_in_spite_of_all(pain, page, admin_client):
    page.body = body(intro(TYPED))
    reason = {"exception_reason": "a recall"}

    assert publishing_paths.publish_from_form(admin_client, page, **reason).status_code == 302
    other = category(pain.get_parent())
    assert publishing_paths.publish_new(admin_client, other, page, **reason).status_code == 302

    assert ArticlePage.objects.live().filter(title="Sleep").count() == 2
    assert set(Clearance.objects.values_list("kind", "reason")) == {("exception", "a recall")}
    assert publishing_paths.logged_actions(page) == {"articles.clearance.exception"}


def test_other_users_may_not_override(page):
    response = publishing_paths.publish_from_form(
        publishing_paths.publisher_client(), page, exception_reason="because"
    )

    assert "exception_reason" not in response.context["form"].fields
    assert not publishing_paths.is_public(page)
    assert not Clearance.objects.exists()


def test_a_reason_neither_hinders_nor_outlives_a_draft(page, admin_client):
    data = publishing_paths.form_data(page, minor_reason="x" * 400, exception_reason="y" * 400)
    saved = admin_client.post(
        f"/admin/pages/{page.pk}/edit/", data, headers={"Accept": "application/json"}
    )

    assert saved.json()["success"]
    assert not Clearance.objects.exists()
    refused = publishing_paths.publish_from_form(admin_client, page, exception_reason="y" * 400)
    assert "300 characters" in str(refused.context["form"].errors)


def test_override_reasons_are_not_part_of_the_comparison(page, admin_client):
    before, after = page.latest_revision, page.save_revision()
    address = f"/admin/pages/{page.pk}/revisions/compare/{before.pk}...{after.pk}/"

    assert admin_client.get(address).status_code == 200


def test_an_approval_can_include_a_minor_change(page):
    """Only users who may publish have the field."""
    publishing_paths.create_sign_off(page)
    client, steps = publishing_paths.publisher_client(), publishing_paths.create_workflow()
    steps.tasks.get().specific.groups.add(Group.objects.get(name="Publishers"))
    steps.start(ArticlePage.objects.get(pk=page.pk), User.objects.get(username="pat"))
    step = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    changed = {"summary": "A better answer.", "minor_reason": "a comma"}
    rows = inline_formset([{"day": "2026-01-01", "kind": "correction", "text": "A comma."}])

    data = publishing_paths.form_data(page, **step, **changed, changes=rows)
    assert client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302

    assert ArticlePage.objects.get(pk=page.pk).summary == "A better answer."
    assert Clearance.objects.get().reason == "a comma"


def test_only_publishers_see_the_minor_change_fields(page, pain):
    eve = User.objects.create_user("eve", "eve@example.org", "secret")
    eve.groups.add(Group.objects.get(name="Editors"))
    form = ArticlePage.get_edit_handler().get_form_class()
    new = ArticlePage()
    for user, sees in ((eve, False), (editor(), True)):
        for article, parent in ((page, pain), (new, pain)):
            fields = form(instance=article, parent_page=parent, for_user=user).fields
            assert ("minor_reason" in fields) == sees
    client = Client()
    client.force_login(eve)
    assert "minor_reason" not in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
