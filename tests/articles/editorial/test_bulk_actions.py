"""Bulk actions on articles: ask for a review, add a condition."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, Task

from articles.models import ArticlePage, Condition, PersonPage, TaggedCondition
from home.models import User
from tests.factories import article, body, category, explanation, home_page, intro, person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def address(action: str, *pages: Page) -> str:
    chosen = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{chosen}"


def response_messages(response) -> list[str]:
    return [str(message).strip() for message in get_messages(response.wsgi_request)]


def latest_draft(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def editor_of(topic: Page) -> Client:
    """A user who may edit pages below one category only."""
    user = User.objects.create_user("staff", "staff@example.org", "secret")
    group = Group.objects.get(name="Editors")
    GroupPagePermission.objects.filter(group=group).update(page=topic)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_a_condition_is_added_to_editable_drafts_only():
    home = home_page()
    topic, others = category(home), category(home)
    first, about, foreign = article(topic, "First"), article(topic, "About"), article(others)
    half_empty = article(topic, "Half")
    half_empty.summary, half_empty.body = "", body(intro(""))
    half_empty.save_revision(clean=False)
    pain = Condition.objects.create(name="Pain", slug="pain")
    about.tagged_conditions = [TaggedCondition(tag=pain)]
    about.save()
    client = editor_of(topic)
    add = address("add_condition", first, about, half_empty, foreign, topic)

    asked = client.get(add).content.decode()
    response = client.post(add, {"condition": pain.pk})

    assert "Skipped, because they are not articles, are locked, or you do not have" in asked
    assert [latest_draft(page).get_conditions() for page in (first, half_empty)] == [[pain], [pain]]
    assert ArticlePage.objects.get(pk=first.pk).get_conditions() == []
    assert not foreign.revisions.exists()
    assert not about.revisions.exists()
    assert response_messages(response) == [
        "“Pain” was added to these drafts. Publish them to show it to readers: “First”; “Half”",
        "“Pain” was there already: “About”",
    ]


def test_review_is_requested_for_articles_not_under_review(admin_client):
    home = home_page()
    topic = category(home)
    reviewer: PersonPage = person(home, "Ada Byron")
    first, second = article(topic, "First"), article(topic, "Second")
    ask = address("ask_for_review", first, second)

    response_messages(
        admin_client.post(address("ask_for_review", first), {"reviewer": reviewer.pk})
    )
    response = admin_client.post(ask, {"reviewer": reviewer.pk})

    assert response_messages(response)[-2:] == [
        "Submitted, with Ada Byron as the assigned reviewer: “Second”",
        "Not changed, because a review is in progress: “First”",
    ]
    for page in (first, second):
        asked = ArticlePage.objects.get(pk=page.pk)
        assert asked.workflow_in_progress
        assert latest_draft(page).asked_reviewer == reviewer
        assert asked.current_workflow_task_state.revision == asked.latest_revision


def test_without_a_workflow_the_reviewer_is_set_with_a_message(admin_client):
    home = home_page()
    page = article(category(home), "First")
    Page.get_first_root_node().workflowpage.delete()

    response = admin_client.post(
        address("ask_for_review", page), {"reviewer": person(home, "Ada Byron").pk}
    )

    assert response_messages(response) == [
        "Ada Byron was set as reviewer, but these pages have no workflow: “First”"
    ]
    assert latest_draft(page).asked_reviewer.title == "Ada Byron"


def test_an_empty_form_changes_nothing_and_is_shown_again(admin_client):
    page = article(category(home_page()))

    for action in ("ask_for_review", "add_condition"):
        response = admin_client.post(address(action, page), {})
        assert "This field is required" in response.content.decode()

    assert not page.revisions.exists()


def test_articles_an_empty_workflow_would_publish_are_named(admin_client):
    home = home_page(sign_off_required=True)
    topic = category(home)
    damaged = article(topic, "Damaged", live=False, body=body(explanation(cited=(0,))))
    public = article(topic, "Other", live=False)
    person(home, "Ada Byron")
    Task.objects.update(active=False)
    ask = address("ask_for_review", damaged, public)

    response = admin_client.post(ask, {"reviewer": PersonPage.objects.get().pk})

    noted = "Ada Byron was set as reviewer, but the workflow has no active step"
    assert response_messages(response) == [
        f"{noted}, and the article was not published (Explanation “How"
        " it works”: “[0]” cites a source that was deleted. Cite another one, or delete the"
        " citation.): “Damaged”",
        f"{noted}: “Other”",
    ]
    assert not ArticlePage.objects.get(pk=damaged.pk).live
    assert latest_draft(damaged).asked_reviewer.title == "Ada Byron"
