"""Permissions of each role in the admin, and the set-up of the roles."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow, WorkflowTask

from articles.review.clinical_review import ClinicalReviewTask
from home.models import User
from home.models.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, REVIEWERS, ROLES, set_up_roles
from tests.factories import article, category, enquiry_page, home_page, reference

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

WRITING = {
    "look at the pages",
    "add a page",
    "edit a page",
    "upload a picture",
    "upload a document",
    "add a source",
    "write an invitation",
}
PUBLISHING = {
    "unpublish an article",
    "delete a published article",
    "merge sources",
    "add a condition",
    "keep redirects",
    "promote search results",
}
ADMINISTERING = {
    "keep people",
    "keep groups",
    "keep sites",
    "keep workflows",
    "keep collections",
    "change the clinic's settings",
    "change the editorial settings",
}
ALLOWED_ACTIONS = {
    EDITORS: WRITING,
    REVIEWERS: set(),
    PUBLISHERS: WRITING | PUBLISHING,
    ADMINISTRATORS: WRITING | PUBLISHING | ADMINISTERING,
}


def log_in_role(role: str) -> Client:
    set_up_roles()
    user = User.objects.create_user(role, "staff@example.org", "secret")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def action_urls() -> dict[str, str]:
    """Return the admin URL of each action."""
    home = home_page()
    topic = category(home)
    page = article(topic)
    source = reference()
    settings = "wagtailsettings:edit"
    pages = "wagtailadmin_pages"
    return {
        "look at the pages": reverse("wagtailadmin_explore", args=[topic.pk]),
        "add a page": reverse(f"{pages}:add", args=["articles", "categoryindexpage", topic.pk]),
        "edit a page": reverse(f"{pages}:edit", args=[topic.pk]),
        "upload a picture": reverse("wagtailimages:add_multiple"),
        "upload a document": reverse("wagtaildocs:add_multiple"),
        "add a source": reverse("wagtailsnippets_articles_reference:add"),
        "write an invitation": reverse("wagtailsnippets_articles_calltoaction:add"),
        "unpublish an article": reverse(f"{pages}:unpublish", args=[page.pk]),
        "delete a published article": reverse(f"{pages}:delete", args=[page.pk]),
        "merge sources": reverse("wagtailsnippets_articles_reference:merge", args=[source.pk]),
        "add a condition": reverse("wagtailsnippets_articles_condition:add"),
        "keep redirects": reverse("wagtailredirects:add"),
        "promote search results": reverse("wagtailsearchpromotions:add"),
        "keep people": reverse("wagtailusers_users:add"),
        "keep groups": reverse("wagtailusers_groups:add"),
        "keep sites": reverse("wagtailsites:add"),
        "keep workflows": reverse("wagtailadmin_workflows:add"),
        "keep collections": reverse("wagtailadmin_collections:add"),
        "change the clinic's settings": reverse(settings, args=["home", "clinicsettings", 1]),
        "change the editorial settings": reverse(
            settings, args=["articles", "editorialsettings", 1]
        ),
        "read enquiries": reverse("wagtailforms:list_submissions", args=[enquiry_page(home).pk]),
    }


@pytest.mark.parametrize("role", ALLOWED_ACTIONS)
def test_a_role_has_exactly_its_permissions(role: str):
    client = log_in_role(role)
    doors = action_urls()

    may = {name for name, door in doors.items() if client.get(door).status_code == 200}

    assert may == ALLOWED_ACTIONS[role]
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_reviewer_may_open_only_articles_under_their_review():
    client = log_in_role(REVIEWERS)
    topic = category(home_page())
    asked, other = article(topic, "Asked"), article(topic, "Other")
    task = ClinicalReviewTask.objects.create(name="Review")
    task.groups.set(Group.objects.filter(name=REVIEWERS))
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    asked.save_revision()
    workflow.start(asked, None)

    opened = [
        client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code
        for page in (asked, other)
    ]

    assert opened == [200, 302]


def test_setting_up_roles_is_idempotent(capsys):
    call_command("set_up_roles")
    desk = Permission.objects.get(codename="read_enquiries")
    editors = Group.objects.get(name=EDITORS)
    editors.permissions.add(desk)
    before = GroupPagePermission.objects.count()

    call_command("set_up_roles")

    assert desk in editors.permissions.all()
    assert GroupPagePermission.objects.count() == before
    assert Group.objects.filter(name__in=[role.name for role in ROLES]).count() == len(ROLES)
    output = capsys.readouterr().out
    assert "Publishers (created)" in output
    assert "Moderators, which Wagtail creates with every site, was not changed" in output


def test_groups_that_published_calls_to_action_before_drafts_still_may():
    publishing, editing = (Group.objects.create(name=name) for name in ("Web team", "Writers"))
    change = Permission.objects.get(codename="change_calltoaction")
    for group, codename in ((publishing, "publish_page"), (editing, "change_page")):
        group.permissions.add(change)
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page_id=1, permission=permission)

    migration = import_module("home.migrations.0009_publish_calls_to_action")
    migration.grant_to_publishers(apps, None)

    assert publishing.permissions.filter(codename="publish_calltoaction").exists()
    assert not editing.permissions.filter(codename="publish_calltoaction").exists()
