"""The panel of articles on the home page of the admin."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import Tag
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowTask

from articles.models import ArticlePage, CategoryIndexPage, Freshness
from home.models import User
from tests.factories import article, category, home_page, person
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def pain() -> CategoryIndexPage:
    return category(home_page(), "Pain")


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def create_member(group: Group, name: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.org", "secret")
    user.groups.add(group)
    return user


def create_group(name: str, *, may_edit: CategoryIndexPage | None = None) -> Group:
    made = Group.objects.create(name=name)
    made.permissions.add(Permission.objects.get(codename="access_admin"))
    if may_edit:
        change = Permission.objects.get(
            codename="change_page", content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.create(group=made, page=may_edit, permission=change)
    return made


def panel(client: Client, user: User) -> Any:
    client.force_login(user)
    return parse_response(client.get("/admin/")).select_one("#articles-section")


def panel_rows(found: Tag) -> dict[str, list[str]]:
    """The lines under each heading, or the text shown without any."""
    return {
        " ".join(part.h3.get_text().split()): [
            " ".join(line.get_text().split()) for line in part.select("li, p")
        ]
        for part in found.select("section")
    }


def submit(page: ArticlePage, reviewers: Group, by: User) -> None:
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    page.save_revision(user=by)
    workflow.start(page, by)


def test_articles_needing_attention_are_listed_with_a_reason(client: Client, pain):
    doctor = person(pain.get_parent())
    signed: dict[str, Any] = {"reviewer": doctor, "reviewed_on": in_days(-200)}
    for days in (-9, -2, 30, 31):
        article(pain, f"In {days}", next_review_on=in_days(days), **signed)
    Freshness.objects.create(article=article(pain, "Broken"), errors=1)
    article(pain, "Draft", live=False, next_review_on=in_days(-1), **signed)
    hidden = category(pain.get_parent(), "Mood")
    article(hidden, "Not theirs", next_review_on=in_days(-1), **signed)

    found = panel(client, create_member(create_group("Writers", may_edit=pain), "writer"))

    assert panel_rows(found) == {
        "Waiting for you (0)": ["Nothing at the moment."],
        "Overdue for review (2)": ["In -9 – Overdue by 9 days", "In -2 – Overdue by 2 days"],
        "Review due within 30 days (1)": ["In 30 – Due in 30 days"],
        "With problems (1)": ["Broken – 1 error"],
    }


def test_a_long_list_leads_to_the_report(client: Client, pain):
    for number in range(7):
        Freshness.objects.create(article=article(pain, f"A {number}"), errors=1)

    found = panel(client, create_member(create_group("Writers", may_edit=pain), "writer"))

    lines = panel_rows(found)["With problems (7)"]
    assert (len(lines), lines[-1]) == (6, "View all 7: With problems")
    link = found.select_one('a[href*="problems=any"]')
    rows = parse_response(client.get(str(link["href"]))).select("tbody tr")
    assert len(rows) == 7


def test_an_article_is_shown_to_its_reviewer_then_its_author(client: Client, pain):
    reviewers = create_group("Reviewers")
    writer = create_member(create_group("Writers", may_edit=pain), "writer")
    page = article(pain, "Knee", owner=writer)
    submit(page, reviewers, writer)
    reviewer = create_member(reviewers, "reviewer")

    waiting = panel_rows(panel(client, reviewer))
    assert waiting == {"Waiting for you (1)": ["Knee – For your review"]}
    assert panel_rows(panel(client, writer))["Waiting for you (0)"] == ["Nothing at the moment."]

    page.current_workflow_task_state.reject(user=reviewer)

    assert panel_rows(panel(client, writer))["Waiting for you (1)"] == ["Knee – Sent back to you"]
    assert panel(client, reviewer) is None


def test_users_without_article_permissions_see_no_articles(client: Client, pain):
    assert panel(client, create_member(create_group("Desk"), "desk")) is None
