"""No state in which a signature is required and nobody says how to get it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from articles.models import ArticlePage
from articles.publishing.signing import can_be_signed
from articles.review.clinical_review import ClinicalReviewTask
from home.kit.start import set_up_workflow
from home.models import User
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS, set_up_roles
from tests.articles.publishing import publishing_paths
from tests.factories import article, body, category, home_page, intro, person, update_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


@pytest.fixture
def users(db: None) -> dict[str, User]:
    set_up_roles()
    users = {}
    for role, name in (
        (EDITORS, "Eve Editor"),
        (PUBLISHERS, "Paul Publisher"),
        (ADMINISTRATORS, "Ana Admin"),
        (REVIEWERS, "Rita Reviewer"),
    ):
        first, last = name.split()
        user = User.objects.create_user(first.lower(), first_name=first, last_name=last)
        user.groups.add(Group.objects.get(name=role))
        users[role] = user
    return users


@pytest.fixture
def draft(users) -> ArticlePage:
    home = home_page(sign_off_required=True)
    page = article(category(home), "Sleep", live=False, body=body(intro()))
    page.save_revision()
    return ArticlePage.objects.get(pk=page.pk)


def message_of(page: ArticlePage) -> str:
    (message,) = publishing_paths.gate_messages(ArticlePage.objects.get(pk=page.pk))
    return message


def panel_of(page: ArticlePage, client, user: User):
    client.force_login(user)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return parse_response(client.get(edit)).select_one(".review-state")


def submit(page: ArticlePage, user: User) -> WorkflowState:
    page = ArticlePage.objects.get(pk=page.pk)
    return page.get_workflow().start(page, user)


# -- Where no signature can be given, none is required ---------------------------------------------


def remove_workflow(page, settings) -> str:
    WorkflowPage.objects.all().delete()
    return "This page has no active workflow."


def deactivate_workflow(page, settings) -> str:
    Workflow.objects.update(active=False)
    return "This page has no active workflow."


def deactivate_step(page, settings) -> str:
    ClinicalReviewTask.objects.get().deactivate()
    return "The workflow “Clinical review” has no active clinical review."


def replace_workflow(page, settings) -> str:
    WorkflowPage.objects.update(workflow=publishing_paths.create_workflow())
    return "The workflow “Approval” has no active clinical review."


def switch_workflows_off(page, settings) -> str:
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    return "Workflows are switched off for this installation."


UNSIGNABLE = [
    remove_workflow,
    deactivate_workflow,
    deactivate_step,
    replace_workflow,
    switch_workflows_off,
]


@pytest.mark.parametrize("change", UNSIGNABLE)
def test_no_signature_is_required_where_none_can_be_given(draft, users, client, settings, change):
    expected = change(draft, settings)

    assert not publishing_paths.gate_messages(draft)
    text = panel_of(draft, client, users[EDITORS]).get_text(" ", strip=True)
    assert f"It can be published without a sign-off. {expected}" in text


@pytest.mark.parametrize("change", UNSIGNABLE[:4])
def test_the_panel_names_who_changes_workflows(draft, users, client, settings, change):
    change(draft, settings)

    editors = panel_of(draft, client, users[EDITORS])
    assert "Ana Admin can change that under Settings > Workflows." in editors.text
    assert not editors.select('a[href*="workflows"]')
    (link,) = panel_of(draft, client, users[ADMINISTRATORS]).select('a[href*="workflows"]')
    assert client.get(link["href"]).status_code == 200


def test_a_page_outside_all_sites_follows_its_own_workflow(users):
    lost = Page.get_first_root_node().add_child(
        instance=type(home_page())(title="Lost", slug="lost", hero_heading="Lost")
    )
    page = article(category(lost), "Sleep", live=False, body=body(intro()))
    assert not can_be_signed(page)
    assert not publishing_paths.gate_messages(page)

    set_up_workflow(lost)
    assert "Nobody can sign yet" in message_of(page)


# -- Where one can, the message says what is missing -----------------------------------------------


def test_without_profiles_it_says_who_adds_one(draft, users, client):
    text = "Nobody can sign yet: this site has no published profile of a reviewer."
    assert f"{text} Paul Publisher or Ana Admin can add one to the team page." in message_of(draft)

    assert text in panel_of(draft, client, users[EDITORS]).text
    shown = panel_of(draft, client, users[PUBLISHERS])
    (link,) = [link for link in shown.select("a") if link.text == "Add a person"]
    assert client.get(link["href"]).status_code == 200


def test_without_an_assigned_reviewer_it_says_where_to_choose_one(draft):
    person(draft.get_site().root_page, "Ada Byron")

    assert "No reviewer is assigned: choose one under “People and review”." in message_of(draft)


def test_a_member_of_the_step_needs_no_assigned_reviewer(draft, users):
    person(draft.get_site().root_page, "Rita", account=users[REVIEWERS])

    assert message_of(draft) == "This text is not signed yet. Submit it for review."


def test_an_unpublished_reviewer_is_named(draft, users, client):
    ada = person(draft.get_site().root_page, "Ada Byron", live=False)
    update_page(draft, asked_reviewer=ada)
    draft.save_revision()

    expected = "The profile of Ada Byron is not published, so nobody can sign with it."
    assert f"{expected} Paul Publisher or Ana Admin can publish it." in message_of(draft)
    assert panel_of(draft, client, users[EDITORS]).text.count("Ada Byron is not published") == 1


@pytest.mark.parametrize("has_account", [False, True])
def test_a_reviewer_without_an_address_is_named(draft, users, has_account):
    # An account outside the groups of the step cannot sign.
    account = users[PUBLISHERS] if has_account else None
    ada = person(draft.get_site().root_page, "Ada Byron", account=account)
    update_page(draft, asked_reviewer=ada)

    assert "Ada Byron gets no link: the profile has no email address" in message_of(draft)
    update_page(ada, email="ada@example.org")
    assert message_of(draft) == "This text is not signed yet. Submit it for review."


def test_a_reviewer_who_signs_in_the_admin_needs_no_address(draft, users):
    rita = person(draft.get_site().root_page, "Rita", account=users[REVIEWERS])
    update_page(draft, asked_reviewer=rita)
    assert message_of(draft) == "This text is not signed yet. Submit it for review."

    ClinicalReviewTask.objects.get().groups.clear()
    assert "Rita gets no link" in message_of(draft)


# -- A submitted article is said to be so ----------------------------------------------------------


@pytest.fixture
def ready(draft) -> ArticlePage:
    ada = person(draft.get_site().root_page, "Ada Byron", email="ada@example.org")
    update_page(draft, asked_reviewer=ada)
    draft.save_revision()
    return draft


def test_a_submitted_article_names_who_when_and_where(ready, users, client):
    submit(ready, users[EDITORS])

    message = message_of(ready)
    assert "Submit it" not in message
    assert "Eve Editor submitted it on " in message
    assert "It waits at the step “Clinical review” for Ada Byron." in message
    assert "Eve Editor submitted it on " in panel_of(ready, client, users[PUBLISHERS]).text


def test_who_submitted_it_can_cancel_from_the_panel(ready, users, client):
    submit(ready, users[EDITORS])
    panel = panel_of(ready, client, users[EDITORS])
    assert panel.select_one("[name=how][value=cancel]")

    client.post(reverse("review:link", args=[ready.pk]), {"how": "cancel"})

    assert not ArticlePage.objects.get(pk=ready.pk).workflow_in_progress
    assert message_of(ready).endswith("Submit it for review.")


def test_others_cannot_cancel(ready, users, client):
    submit(ready, users[PUBLISHERS])
    assert not panel_of(ready, client, users[EDITORS]).select_one("[name=how][value=cancel]")

    client.post(reverse("review:link", args=[ready.pk]), {"how": "cancel"})

    assert ArticlePage.objects.get(pk=ready.pk).workflow_in_progress


def test_cancelling_twice_is_no_error(ready, users, client):
    client.force_login(users[EDITORS])

    response = client.post(reverse("review:link", args=[ready.pk]), {"how": "cancel"}, follow=True)

    assert "This article is not submitted." in response.content.decode()


def test_requested_changes_are_said(ready, users):
    state = submit(ready, users[EDITORS])
    state.current_task_state.reject(user=users[ADMINISTRATORS])

    assert "Changes were requested. Make them, and submit it again." in message_of(ready)


def test_a_workflow_that_lost_its_review_has_to_be_cancelled(ready, users):
    """Submitted to another workflow than the one that is assigned now."""
    other = publishing_paths.create_workflow()
    other.start(ArticlePage.objects.get(pk=ready.pk), users[EDITORS])

    assert (
        "The workflow “Approval” in which it waits records no sign-off any more. Cancel it"
        in message_of(ready)
    )


def test_a_review_that_comes_later_is_waited_for(ready, users):
    workflow = publishing_paths.create_workflow()
    review = ClinicalReviewTask.objects.get()
    WorkflowTask.objects.create(workflow=workflow, task=review, sort_order=1)
    WorkflowPage.objects.update(workflow=workflow)
    submit(ready, users[EDITORS])

    message = message_of(ready)
    assert "It waits at the step “Approve”." in message
    assert "Cancel it" not in message
