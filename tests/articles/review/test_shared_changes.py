"""Reviewers are mailed when something that their signed articles show is changed elsewhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowTask

from articles.models import ArticleAuthor, ArticlePage, CallToAction
from articles.review.shared_changes import notify_reviewers
from tests.articles.review.helpers import create_signed_article, get_reviewer
from tests.factories import (
    article,
    body,
    call_to_action,
    call_to_action_block,
    editor,
    explanation,
    image,
    intro,
    person,
    reference,
    update_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commit(django_capture_on_commit_callbacks):
    """Return a function that notifies the reviewers and commits."""

    def notify(changed, before="Once.", after="Now.", *, user=None, note=""):
        with django_capture_on_commit_callbacks(execute=True):
            notify_reviewers(changed, before, after, user=user, note=note)
        return mail.outbox

    return notify


def signed_article_showing(*blocks, **fields) -> ArticlePage:
    """Return a signed article whose body has these blocks."""
    page = create_signed_article()
    update_page(page, body=body(intro(), *blocks), **fields)
    return page


def test_the_reviewer_of_a_signed_article_gets_old_and_new_words(commit):
    chosen = call_to_action(heading="Would a talk help?")
    page = signed_article_showing(call_to_action_block(chosen))
    user = editor()
    (sent,) = commit(chosen, "Free talks.", "Talks for £90.", user=user, note="New prices")
    assert sent.to == ["ada@example.org"]
    assert "Would a talk help?" in sent.subject
    for words in (page.title, "Free talks.", "Talks for £90.", "New prices", user.username):
        assert words in sent.body


def test_one_mail_lists_all_articles_of_a_reviewer(commit):
    chosen = call_to_action()
    page = signed_article_showing(call_to_action_block(chosen))
    other = article(page.get_parent(), "Sleep", body=body(call_to_action_block(chosen)))
    update_page(other, reviewer=page.reviewer, reviewed_on=page.reviewed_on)
    (sent,) = commit(chosen)
    assert "Pain" in sent.body
    assert "Sleep" in sent.body


@pytest.mark.parametrize("fields", [{"live": False}, {"reviewed_on": None}])
def test_no_mail_about_articles_that_are_not_public_or_not_signed(commit, fields):
    chosen = call_to_action()
    signed_article_showing(call_to_action_block(chosen), **fields)
    assert commit(chosen) == []


def test_a_draft_that_drops_it_still_counts_until_it_is_published(commit):
    chosen = call_to_action()
    page = signed_article_showing(call_to_action_block(chosen))
    draft = ArticlePage.objects.get(pk=page.pk)
    draft.body = body(intro())
    draft.save_revision()
    assert len(commit(chosen)) == 1


def test_sources_pictures_and_authors_are_found(commit):
    source, picture = reference(), image()
    page = signed_article_showing(explanation(cited=(source,)), lead_image=picture)
    author = person(page.get_site().root_page, "Eve Writer")
    ArticleAuthor.objects.create(page=page, person=author)
    for changed in (source, picture, author, get_reviewer(page)):
        mail.outbox.clear()
        assert len(commit(changed)) == 1


def test_a_reviewer_without_address_is_mailed_at_the_address_of_the_account(commit):
    chosen = call_to_action()
    page = signed_article_showing(call_to_action_block(chosen))
    update_page(get_reviewer(page), email="", account=editor())
    (sent,) = commit(chosen)
    assert sent.to == ["editor@example.org"]


def test_a_failing_mail_server_does_not_fail_the_change(commit, monkeypatch, caplog):
    def fail(self, messages):
        raise OSError

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    chosen = call_to_action()
    signed_article_showing(call_to_action_block(chosen))
    assert commit(chosen) == []
    assert "could not be mailed" in caplog.text


# -- Calls to action -------------------------------------------------------------------------------


@pytest.fixture
def chosen(commit) -> CallToAction:
    """Return a published call to action on a signed article."""
    chosen = call_to_action(heading="Free talks")
    chosen.save_revision().publish()
    signed_article_showing(call_to_action_block(chosen))
    mail.outbox.clear()
    return CallToAction.objects.get(pk=chosen.pk)


@pytest.fixture
def mails_after(django_capture_on_commit_callbacks):
    """Return a function that makes a change, and returns the mails to the reviewer."""

    def mails_after(change):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        return [each for each in mail.outbox if each.to == ["ada@example.org"]]

    return mails_after


def save_draft(chosen: CallToAction, **fields) -> Revision:
    draft = CallToAction.objects.get(pk=chosen.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision()


def publish_scheduled(chosen: CallToAction, revision: Revision) -> None:
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")


def publish_by_workflow(chosen: CallToAction, revision: Revision) -> None:
    workflow = Workflow.objects.create(name="Approval")
    task = GroupApprovalTask.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    user = editor()
    workflow.start(CallToAction.objects.get(pk=chosen.pk), user)
    CallToAction.objects.get(pk=chosen.pk).current_workflow_task_state.approve(user=user)


@pytest.mark.parametrize(
    "publish",
    [lambda chosen, revision: revision.publish(), publish_scheduled, publish_by_workflow],
)
def test_publishing_new_words_is_mailed_and_saving_them_is_not(chosen, mails_after, publish):
    assert mails_after(lambda: save_draft(chosen, heading="First draft")) == []
    draft = save_draft(chosen, heading="Talks for £90")
    (sent,) = mails_after(lambda: publish(chosen, draft))
    assert "Heading: Free talks" in sent.body
    assert "Heading: Talks for £90" in sent.body
    assert "First draft" not in sent.body


def test_the_mail_names_the_user_who_published(chosen, mails_after, admin_client):
    edit = reverse("wagtailsnippets_articles_calltoaction:edit", args=[chosen.pk])
    words = {"heading": "New", "text": "T", "button_label": "B", "link_url": "/", "shape": "crown"}
    (sent,) = mails_after(lambda: admin_client.post(edit, words | {"action-publish": "1"}))
    assert "Changed by: admin" in sent.body


def test_publishing_the_same_words_or_another_drawing_is_not_mailed(chosen, mails_after):
    assert mails_after(save_draft(chosen).publish) == []
    assert mails_after(save_draft(chosen, shape="ring").publish) == []


def test_unpublishing_publishing_again_and_deleting_are_mailed(chosen, mails_after):
    revision = chosen.latest_revision
    (gone,) = mails_after(chosen.unpublish)
    assert "Now:\n(not shown)" in gone.body
    (back,) = mails_after(revision.publish)
    assert "Before:\n(not shown)" in back.body
    (deleted,) = mails_after(CallToAction.objects.get(pk=chosen.pk).delete)
    assert "Now:\n(not shown)" in deleted.body
