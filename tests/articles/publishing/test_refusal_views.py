"""Refusals in the admin show the reasons and keep the input."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from articles.models import ArticlePage
from home.models import User
from tests.articles.publishing import publishing_paths
from tests.factories import article, body, explanation, intro, person

pytestmark = pytest.mark.django_db

TYPED = "<p>Pain can stay (5).</p>"


def test_the_form_shows_the_reason_and_retains_input(page, admin_client):
    page.body = body(intro(TYPED))
    response = publishing_paths.publish_from_form(admin_client, page, title="Typed & kept")

    assert response.context["form"]["title"].value() == "Typed & kept"
    refused = response.context["form"].non_field_errors()
    assert "Introduction: “(5)” after “Pain can stay” looks like" in refused[0]
    assert "This text is not signed yet" in refused[1]
    assert "This text is not signed yet" in publishing_paths.response_messages(response)
    assert not publishing_paths.is_public(page)


def test_an_earlier_version_meets_the_gate_too(page, admin_client):
    page.body = body(intro(TYPED))
    earlier = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, earlier.pk])
    response = admin_client.post(
        address, publishing_paths.form_data(page, **{"action-publish": "1"})
    )

    assert response.context["form"].non_field_errors()
    assert not publishing_paths.is_public(page)


def test_a_scheduled_date_is_checked_at_once(page, admin_client):
    later = {"go_live_at": "2090-01-01 10:00"}

    assert publishing_paths.publish_from_form(admin_client, page, **later).status_code == 200
    publishing_paths.create_sign_off(page)
    assert publishing_paths.publish_from_form(admin_client, page, **later).status_code == 302
    assert ArticlePage.objects.get(pk=page.pk).scheduled_revision


def test_a_refused_approval_is_undone_and_shown_in_the_dialog(page, admin_client):
    headers = {"X-Requested-With": "XMLHttpRequest"}
    response = publishing_paths.approve(admin_client, page, User.objects.get(), **headers)

    assert response.json()["redirect"] == f"/admin/pages/{page.pk}/edit/"
    assert "“Sleep” was not published" in publishing_paths.response_messages(response)
    stored = ArticlePage.objects.get(pk=page.pk)
    assert stored.current_workflow_task_state.status == "in_progress"


def test_a_refused_approval_saves_the_changes_as_a_draft(page, admin_client):
    publishing_paths.create_workflow().start(
        ArticlePage.objects.get(pk=page.pk), User.objects.get()
    )
    fields = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    data = publishing_paths.form_data(page, title="Typed", **fields)
    response = admin_client.post(f"/admin/pages/{page.pk}/edit/", data)

    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert "“Typed” was not published" in publishing_paths.response_messages(response)
    assert publishing_paths.latest_draft(page).title == "Typed"
    assert ArticlePage.objects.get(pk=page.pk).workflow_in_progress
    assert not ArticlePage.objects.filter(title="Typed").exists()


def test_a_submission_that_would_publish_shows_the_reason(page, pain, admin_client):
    """A workflow all of whose steps were switched off has nothing to wait for."""
    steps = publishing_paths.create_workflow()
    steps.workflow_pages.create(page=pain)
    steps.workflow_tasks.get().task.deactivate()
    page.body = ArticlePage.body.field.to_python(body(explanation(cited=(0,))))
    data = publishing_paths.form_data(page, title="New", slug="new", **{"action-submit": "1"})
    add = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", pain.pk])
    response = admin_client.post(add, data)

    made = ArticlePage.objects.get(draft_title="New")
    assert response.url == f"/admin/pages/{made.pk}/edit/"
    assert "“New” was not published" in publishing_paths.response_messages(response)
    assert not made.live


def test_problems_the_form_missed_block_publishing(page, admin_client):
    """For example a new entry in the list of changes."""
    publishing_paths.create_sign_off(page)
    rows = inline_formset([{"day": "2026-01-01", "kind": "correction", "text": "Twice as much."}])
    response = publishing_paths.publish_from_form(admin_client, page, changes=rows)

    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert "“Sleep” was not published" in publishing_paths.response_messages(response)
    assert [row.text for row in publishing_paths.latest_draft(page).changes.all()] == [
        "Twice as much."
    ]
    assert not publishing_paths.is_public(page)


def test_incomplete_pages_may_be_submitted_for_review(pain, admin_client):
    source = article(pain, "Source", asked_reviewer=person(pain.get_parent()))
    alias = source.create_alias(update_slug="alias")
    ArticlePage.objects.filter(pk=source.pk).update(summary="")

    told = publishing_paths.response_messages(
        admin_client.post(reverse("review:link", args=[alias.pk]), {"how": "copy"})
    )
    assert "This is an alias" in told
    answer = admin_client.post(reverse("review:link", args=[source.pk]), {"how": "copy"})
    assert answer.status_code == 200
