"""Helpers for every publishing path."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import blocks
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageLogEntry,
    Workflow,
    WorkflowTask,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.models import ArticlePage, SignOff
from articles.problems.content_hash import compute_content_hash
from articles.publishing.gate import blocking_issues
from home.models import User
from tests.factories import article

FORMSETS = ("article_authors", "changes", "cross_listings", "comments")


def create_draft(parent, title: str, body: str) -> ArticlePage:
    """Return the draft of a public article, with this title and body."""
    page = article(parent, f"Old {title}")
    page.title, page.body = title, body
    page.save_revision(clean=False)
    return latest_draft(page)


def latest_draft(page: ArticlePage) -> ArticlePage:
    """Return the newest draft."""
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def create_sign_off(page: ArticlePage, **fields: Any) -> SignOff:
    known = {"article_title": page.title, "reviewer_name": "Ada Byron", "months_until_next": 12}
    return SignOff.objects.create(
        article=page, content_hash=compute_content_hash(page), **known | fields
    )


def is_public(page: ArticlePage) -> bool:
    """Return True if the draft is published."""
    return ArticlePage.objects.live().filter(pk=page.pk, title=page.title).exists()


# -- The form --------------------------------------------------------------------------------------


def form_data(page: ArticlePage, **fields: Any) -> dict[str, Any]:
    """Return the form data of the article, as the editor sends it."""
    stream = page.body.stream_block
    children = [
        (child["type"], posted_value(stream.child_blocks[child["type"]], child["value"]))
        for child in page.body.get_prep_value()
    ]
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.summary,
            "body": streamfield(children),
            "related_picks": streamfield([]),
            **{name: inline_formset([]) for name in FORMSETS},
        }
        | fields
    )


def posted_value(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value, features=block.features)
    if isinstance(block, blocks.ListBlock):
        return streamfield(
            [("item", posted_value(block.child_block, each["value"])) for each in value]
        )
    if isinstance(value, Mapping):
        return {name: posted_value(block.child_blocks[name], each) for name, each in value.items()}
    return value


def publish_from_form(client: Client, page: ArticlePage, **fields: Any) -> Any:
    data = form_data(page, **{"action-publish": "1"} | fields)
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def publish_new(client: Client, parent, page: ArticlePage, **fields: Any) -> Any:
    """Publish as a new article below the same parent, with the same content."""
    address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent.pk])
    return client.post(address, form_data(page, **{"action-publish": "1"} | fields))


def is_form_valid(page: ArticlePage, parent, user) -> bool:
    """Return True if the form would publish it."""
    form = ArticlePage.get_edit_handler().get_form_class()
    data = form_data(page, **{"action-publish": "1"})
    return form(data, instance=page, parent_page=parent, for_user=user).is_valid()


# -- Without a form --------------------------------------------------------------------------------


def create_workflow() -> Workflow:
    """Create a workflow with one step."""
    steps = Workflow.objects.create(name="Approval")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=steps, task=task, sort_order=0)
    return steps


def approve(client: Client, page: Any, user, steps: Workflow | None = None, **headers: str) -> Any:
    """Submit the page, and approve it from the list of pages under review."""
    state = (steps or create_workflow()).start(type(page).objects.get(pk=page.pk), user)
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk]
    )
    return client.post(address, headers=headers)


def schedule(page: ArticlePage) -> None:
    """Schedule the page for a time that has just passed."""
    revision = page.latest_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()


def publish_due() -> None:
    call_command("publish_scheduled")


def publish_all(client: Client, *pages: Any, **fields: Any) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?next=/admin/&{query}", fields)


# -- Messages and history --------------------------------------------------------------------------


def gate_messages(article: ArticlePage) -> list[str]:
    """Return the messages of the gate."""
    return [fault.message for fault in blocking_issues(article)]


def response_messages(response) -> str:
    """Return the messages of a response."""
    return "".join(map(str, get_messages(response.wsgi_request)))


def logged_actions(page: Page) -> set[str]:
    """Return the articles' own actions in the history of the page."""
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    return {action for action in actions if action.startswith("articles.")}


def publisher_client() -> Client:
    """Create a user who may edit and publish everything but is no superuser."""
    group = Group.objects.create(name="Publishers")
    group.permissions.add(*Group.objects.get(name="Editors").permissions.all())
    for kind in ("add", "change", "publish"):
        GroupPagePermission.objects.create(
            group=group, page=Page.get_first_root_node(), permission_type=kind
        )
    user = User.objects.create_user("pat", "pat@example.org", "secret")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client
