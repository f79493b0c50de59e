"""Clinical review in the admin: who may sign there, and the links an editor sends."""

from smtplib import SMTPException
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Workflow, WorkflowTask

from articles.models import ArticlePage, CallToAction, ReviewRequest, SignOff
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.side_panel import ReviewSidePanel
from home.models import User
from home.models.roles import PUBLISHERS, set_up_roles
from tests.articles.review.helpers import (
    APPROVAL,
    create_draft_for_review,
    edit_draft,
    mailed_links,
    post_response,
    reload_article,
    submit_for_review,
)
from tests.factories import call_to_action, editor, standard_page, update_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def page() -> ArticlePage:
    return create_draft_for_review()


@pytest.fixture
def clinician(page) -> User:
    """May sign in the admin, once there is a profile to sign under."""
    group = Group.objects.create(name="Clinicians")
    group.permissions.add(*Group.objects.get(name="Editors").permissions.all())
    ClinicalReviewTask.objects.get().groups.add(group)
    user = User.objects.create_user("ada", password="secret")
    user.groups.add(group)
    return user


def workflow_actions(page: ArticlePage, user: User) -> list[str]:
    task = reload_article(page).current_workflow_task
    return [name for name, _label, _modal in task.get_actions(reload_article(page), user)]


def perform_action(user: User, page: ArticlePage, action: str, meanwhile=lambda: None, **said: str):
    """Open the dialog, let something happen meanwhile, and answer it."""
    client = Client()
    client.force_login(user)
    state = reload_article(page).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    dialog = client.get(address)
    shown = BeautifulSoup(dialog.json()["html"], "html.parser") if dialog.status_code == 200 else ""
    hidden = shown.select("input[name=text]") if shown else []
    meanwhile()
    return client.post(
        address,
        {"text": hidden[0]["value"] if hidden else ""} | said,
        headers={"X-Requested-With": "XMLHttpRequest"} if said.get("vouched") else {},
    )


def request_review(client: Client, page: ArticlePage, how: str):
    return client.post(reverse("review:link", args=[page.pk]), {"how": how})


def review_panel_text(page: ArticlePage) -> str:
    request = RequestFactory().get("/")
    request.user = editor()
    shown = ReviewSidePanel(reload_article(page).get_latest_revision_as_object(), request)
    return " ".join(BeautifulSoup(shown.render_html({}), "html.parser").text.split())


# -- Signing there ---------------------------------------------------------------------------------


def test_who_signs_has_a_profile_and_is_in_a_group_of_the_task(page, clinician, admin_user):
    submit_for_review(page)
    stranger = User.objects.create_user("stranger")
    assert workflow_actions(page, clinician) == workflow_actions(page, stranger) == []
    assert workflow_actions(page, admin_user) == ["reject"]

    update_page(page.asked_reviewer, account=clinician)
    assert workflow_actions(page, clinician) == ["reject", "sign"]
    assert reload_article(page).permissions_for_user(clinician).can_edit()
    assert not reload_article(page).permissions_for_user(stranger).can_edit()


def test_signing_in_the_admin_is_recorded_and_closes_the_link(page, clinician):
    update_page(page.asked_reviewer, account=clinician)
    submit_for_review(page)

    assert perform_action(clinician, page, "sign", months="6").status_code == 302
    assert not SignOff.objects.exists()
    perform_action(clinician, page, "sign", months="6", comment="Fine", vouched="on")

    (signed,) = SignOff.objects.all()
    assert (signed.user, signed.reviewer_name) == (clinician, "Dr Ada Byron")
    assert (signed.months_until_next, signed.comment) == (6, "Fine")
    assert reload_article(page).live
    assert ReviewRequest.objects.get().withdrawn_at


def test_a_draft_changed_while_the_dialog_is_open_is_unsigned(page, clinician):
    update_page(page.asked_reviewer, account=clinician)
    submit_for_review(page)

    answer = perform_action(
        clinician,
        page,
        "sign",
        meanwhile=lambda: edit_draft(page, "Take ten times the dose."),
        comment="I read it",
        vouched="on",
    )

    assert "The draft was changed after you opened this dialog" in answer.json()["html"]
    assert "I read it" in answer.json()["html"]
    assert not SignOff.objects.exists()
    assert not reload_article(page).live


def test_a_sign_off_holds_even_if_publishing_is_refused(page, clinician):
    update_page(page.asked_reviewer, account=clinician)
    submit_for_review(page)
    source = reload_article(page).citations.entries[0].reference
    source.state = "retracted"
    source.save()

    response = perform_action(clinician, page, "sign", months="6", vouched="on")

    assert "was retracted" in str(next(iter(get_messages(response.wsgi_request))))
    assert SignOff.objects.count() == 1
    assert not reload_article(page).live
    assert "It cannot be published" in review_panel_text(page)


def test_skipping_the_review_step_signs_nothing(page, clinician):
    update_page(page.asked_reviewer, account=clinician)
    submit_for_review(page)
    state = reload_article(page).current_workflow_task_state

    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, clinician, "sign", months=600)
    assert not SignOff.objects.exists()


def test_publishers_may_approve_pages_other_than_articles(page, clinician, admin_user):
    other = standard_page(page.get_site().root_page, live=False)
    other.save_revision()
    other.get_workflow().start(other, clinician)
    state = other.current_workflow_task_state
    task = state.task.specific

    assert task.get_actions(other, clinician) == []
    assert [name for name, *_ in task.get_actions(other, admin_user)] == ["reject", "approve"]
    task.on_action(state, admin_user, "approve")

    other.refresh_from_db()
    assert other.live
    assert not SignOff.objects.exists()


def test_publishers_approve_snippets_at_a_clinical_review_too(clinician):
    set_up_roles()
    publisher = User.objects.create_user("publisher")
    publisher.groups.add(Group.objects.get(name=PUBLISHERS))
    chosen = call_to_action(live=False)
    chosen.save_revision()
    task = ClinicalReviewTask.objects.create(name="Review")
    task.groups.set(clinician.groups.all())
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    workflow.start(chosen, clinician)
    state = CallToAction.objects.get().current_workflow_task_state

    assert task.get_actions(chosen, clinician) == []
    assert not task.user_can_access_editor(chosen, clinician)
    assert [name for name, *_ in task.get_actions(chosen, publisher)] == ["reject", "approve"]
    assert [*task.get_task_states_user_can_moderate(publisher)] == [state]
    assert not task.get_task_states_user_can_moderate(clinician)
    task.on_action(state, publisher, "approve")

    assert CallToAction.objects.get().live


# -- Links -----------------------------------------------------------------------------------------


def test_an_editor_sends_a_link_again_copies_one_and_withdraws_it(page, admin_client, client):
    submit_for_review(page)
    assert "there is no open link" not in review_panel_text(page)
    assert "Not sent by email" in review_panel_text(page)  # the transaction is still open

    request_review(admin_client, page, "send")
    (sent,) = mailed_links()
    assert client.get(sent).status_code == 200
    assert "Sent to ada@example.org" in review_panel_text(page)

    (field,) = parse_response(request_review(admin_client, page, "copy")).select("#review-link")
    copied = str(field["value"]).removeprefix("http://testserver")
    assert client.get(sent).status_code == 410
    assert client.get(copied).status_code == 200

    request_review(admin_client, page, "withdraw")
    assert client.get(copied).status_code == 410
    assert "there is no open link" in review_panel_text(page)


def test_a_mail_server_that_fails_loses_nothing(
    page, admin_client, django_capture_on_commit_callbacks
):
    with (
        patch.object(mail.EmailMessage, "send", side_effect=SMTPException),
        django_capture_on_commit_callbacks(execute=True),
    ):
        submit_for_review(page)
        response = request_review(admin_client, page, "send")

    assert reload_article(page).workflow_in_progress
    assert ReviewRequest.objects.first().is_open
    assert "could not be sent" in str(next(iter(get_messages(response.wsgi_request))))
    assert "Not sent by email" in review_panel_text(page)


def test_without_a_reviewer_the_panel_shows_what_is_missing(page, admin_client):
    update_page(page, asked_reviewer=None)

    assert submit_for_review(page) is None

    assert reload_article(page).workflow_in_progress
    assert "No reviewer is assigned: choose one under" in review_panel_text(page)
    response = request_review(admin_client, page, "send")
    assert "No review link was sent" in str(next(iter(get_messages(response.wsgi_request))))


def test_an_unchanged_published_article_can_be_reviewed_again(page, admin_client):
    submit_for_review(page)
    request_review(admin_client, page, "send")
    post_response(mailed_links()[-1], **APPROVAL)
    request_review(admin_client, page, "send")

    post_response(mailed_links()[-1], **APPROVAL | {"comment": "Still right"})

    assert SignOff.objects.count() == 2
    assert "This draft is signed." in review_panel_text(page)
    assert "Still right" in review_panel_text(page)


def test_the_panel_is_shown_to_users_who_may_edit(page, clinician):
    page.save_revision()
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor())
    html = parse_response(client.get(f"/admin/pages/{page.pk}/edit/"))
    (form,) = html.select("[data-side-panel=review] form")
    (token,) = (each["value"] for each in form.select("[name=csrfmiddlewaretoken]"))
    sent = client.post(str(form["action"]), {"how": "copy", "csrfmiddlewaretoken": token})
    assert sent.status_code == 200

    stranger = Client()
    stranger.force_login(clinician)
    assert request_review(stranger, page, "copy").status_code in (302, 403)
    assert ReviewRequest.objects.count() == 1
