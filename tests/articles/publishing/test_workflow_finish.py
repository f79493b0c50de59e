"""The end of a workflow publishes approved pages, and those that the submitter may publish."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Task

from home.models import StandardPage, User
from tests.articles.publishing import publishing_paths
from tests.factories import editor, standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard(pain) -> StandardPage:
    made = standard_page(pain.get_parent(), "Prices", live=False)
    made.save_revision()
    return StandardPage.objects.get(pk=made.pk)


@pytest.fixture
def editor_user(pain) -> User:
    """May edit and not publish."""
    user = User.objects.create_user("eve", "eve@example.org", "secret")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def switch_off(client: Client, task: Task):
    return client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))


@pytest.mark.parametrize("signed", [False, True])
def test_a_step_that_is_switched_off_approves_nothing(page, standard, admin_client, signed):
    if signed:
        publishing_paths.create_sign_off(page)
    steps = publishing_paths.create_workflow()
    for waiting in (page, standard):
        steps.start(Page.objects.get(pk=waiting.pk).specific, editor())

    assert switch_off(admin_client, steps.tasks.get()).status_code == 302

    assert not publishing_paths.is_public(page)
    assert not Page.objects.get(pk=standard.pk).live
    assert (
        publishing_paths.logged_actions(page)
        == publishing_paths.logged_actions(standard)
        == {"articles.publish.left"}
    )
    address = reverse("wagtailadmin_pages:history", args=[page.pk])
    told = admin_client.get(address).content.decode()
    assert "Not published at the end of the workflow. The workflow step was deactivated" in told
    assert ("This text is not signed yet" in told) != signed


def test_submitting_without_steps_publishes_if_permitted(standard, editor_user):
    steps = publishing_paths.create_workflow()
    steps.tasks.get().deactivate()

    steps.start(standard, editor_user)
    assert not Page.objects.get(pk=standard.pk).live
    assert publishing_paths.logged_actions(standard) == {"articles.publish.left"}

    steps.start(standard, editor())
    assert Page.objects.get(pk=standard.pk).live


def test_submitting_without_steps_shows_that_no_one_reviews(standard, editor_user):
    steps = publishing_paths.create_workflow()
    steps.workflow_pages.create(page=standard)
    steps.tasks.get().deactivate()
    client = Client()
    client.force_login(editor_user)
    form = client.get(f"/admin/pages/{standard.pk}/edit/").context["form"]
    data = {"title": "Prices", "slug": "prices", "body-count": "0", "action-submit": "1"}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    response = client.post(f"/admin/pages/{standard.pk}/edit/", data)

    assert response.status_code == 302
    assert "This page is still a draft" in publishing_paths.response_messages(response)


def test_publishers_may_approve_pages_other_than_articles(standard, editor_user):
    steps = publishing_paths.create_workflow()
    steps.tasks.get().specific.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(editor_user)

    assert publishing_paths.approve(client, standard, editor_user, steps).status_code == 302

    assert not Page.objects.get(pk=standard.pk).live
    assert "articles.publish.left" in publishing_paths.logged_actions(standard)


def test_an_article_is_published_by_its_approver(page, editor_user):
    publishing_paths.create_sign_off(page)
    steps = publishing_paths.create_workflow()
    steps.tasks.get().specific.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(editor_user)

    publishing_paths.approve(client, page, editor_user, steps)

    assert publishing_paths.is_public(page)
