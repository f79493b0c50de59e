"""Mails about responses, and responses that come too late."""

from datetime import timedelta
from smtplib import SMTPException
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from articles.models import ArticlePage, ReviewRequest, SignOff
from home.models import User
from home.models.roles import EDITORS, set_up_roles
from tests.articles.review.helpers import (
    APPROVAL,
    create_draft_for_review,
    create_review_link,
    edit_draft,
    post_response,
    reload_article,
    submit_for_review,
)
from tests.factories import editor, update_page
from tests.helpers import parse_response

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]

CHANGES = {"answer": "changes", "comment": "Two hours of careful words", "months": ""}


@pytest.fixture
def page() -> ArticlePage:
    """Its owner writes, and publishes nothing."""
    page = create_draft_for_review()
    set_up_roles()
    owner = User.objects.create_user("olive", "olive@example.org", "secret")
    owner.groups.add(Group.objects.get(name=EDITORS))
    update_page(page, owner=owner)
    page.save_revision()
    return page


@pytest.fixture
def respond(django_capture_on_commit_callbacks):
    """Answers a link; returns the response, and the mails sent because of it."""

    def answered(link: str, **fields: str):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            response = post_response(link, **fields)
        # Wagtail's own are not about answers.
        return response, [sent for sent in mail.outbox if "has answered" in sent.subject]

    return answered


# -- Telling the clinic ----------------------------------------------------------------------------


def test_requester_and_owner_are_mailed_title_and_link_only(page, respond):
    link = create_review_link(page, editor())

    _response, mails = respond(link, **APPROVAL | {"comment": "A word to the editors"})

    assert sorted(sent.to for sent in mails) == [["editor@example.org"], ["olive@example.org"]]
    for sent in mails:
        assert sent.subject == "Dr Ada Byron has answered: Pain"
        assert "has signed “Pain” as it was sent" in sent.body
        assert f"http://testserver/admin/pages/{page.pk}/edit/" in sent.body
        assert sent.content_subtype == "plain"
        for private in ("can stay", "A word to the editors", link):
            assert private not in sent.body


def test_outcomes_wagtail_does_not_report_are_mailed(page, respond):
    _response, mails = respond(create_review_link(page, editor()), **CHANGES)
    assert "requested changes to “Pain”" in mails[0].body

    submit_for_review(page)
    link = create_review_link(page, editor())
    edit_draft(reload_article(page), "Quite another text.")
    _response, mails = respond(link, **APPROVAL)
    assert "draft was changed" in mails[0].body

    source = reload_article(page).citations.entries[0].reference
    source.state = "retracted"
    source.save()
    _response, mails = respond(create_review_link(page, editor()), **APPROVAL)
    assert "something else keeps it" in mails[0].body
    assert reload_article(page).workflow_in_progress


def test_moving_to_another_step_is_mailed(page, respond):
    more = GroupApprovalTask.objects.create(name="Last look")
    WorkflowTask.objects.create(workflow=Workflow.objects.get(name="Clinical review"), task=more)
    WorkflowTask.objects.filter(task=more).update(sort_order=9)
    submit_for_review(page)

    _response, mails = respond(create_review_link(page, editor()), **APPROVAL)

    assert "goes on to the next step" in mails[0].body
    assert not reload_article(page).live


@pytest.mark.parametrize("fields", [APPROVAL, CHANGES])
def test_outcomes_wagtail_reports_are_not_mailed_twice(page, respond, fields):
    submit_for_review(page)

    response, mails = respond(create_review_link(page, editor()), **fields)

    assert response.status_code == 200
    assert not mails
    assert not reload_article(page).workflow_in_progress or fields == CHANGES


def test_inactive_users_and_mail_failures_are_handled(page, respond):
    User.objects.filter(username="olive").update(is_active=False)
    _response, mails = respond(create_review_link(page, editor()), **CHANGES)
    assert [sent.to for sent in mails] == [["editor@example.org"]]

    link = create_review_link(page, editor())
    with patch.object(mail.EmailMessage, "send", side_effect=SMTPException):
        response, _mails = respond(link, **APPROVAL)

    assert response.status_code == 200
    assert "your sign-off is recorded" in parse_response(response).h1.text
    assert SignOff.objects.count() == 1


# -- What was typed too late -----------------------------------------------------------------------


def conflict_page(response) -> BeautifulSoup:
    assert response.status_code == 410
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize(
    "over", [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(days=1)}]
)
def test_input_for_a_link_closed_meanwhile_can_be_copied(page, client, over):
    link = create_review_link(page, editor())
    ReviewRequest.objects.update(**over)

    response = post_response(link, **CHANGES | {"block-0": "", "block-1": "<b>Which</b> nerves?"})

    soup = conflict_page(response)
    assert "was not saved" in soup.text
    fields = soup.select("textarea")
    assert all(field.has_attr("readonly") for field in fields)
    assert [
        (soup.select_one(f"[for={field['id']}]").text, field.text.strip()) for field in fields
    ] == [
        ("Comment", "Two hours of careful words"),
        ("Comment on Explanation “How it works”", "<b>Which</b> nerves?"),
    ]
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    assert "not recorded" not in client.get(link).content.decode()
    assert not ReviewRequest.objects.exclude(comment="").exists()


def test_a_form_sent_twice_offers_only_the_new_input(page):
    link = create_review_link(page, editor())
    typed = CHANGES | {"block-1": "Which nerves?"}
    post_response(link, **typed)

    assert not conflict_page(post_response(link, **typed)).select("textarea")
    (retained,) = conflict_page(post_response(link, **typed | {"block-0": "One more"})).select(
        "textarea"
    )
    assert retained.text.strip() == "One more"


def test_input_about_a_deleted_revision_can_be_copied(page):
    link = create_review_link(page, editor())
    ReviewRequest.objects.update(revision=None)

    (retained,) = conflict_page(post_response(link, **{"block-7": "Which nerves?"})).select(
        "textarea"
    )

    assert retained.text.strip() == "Which nerves?"
