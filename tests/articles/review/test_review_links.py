"""Review links: what they show, what they do, and what they do once they are over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.models import ArticlePage, ReviewRequest, SignOff
from articles.problems.content_hash import compute_content_hash
from tests.articles.review.helpers import (
    APPROVAL,
    DRAFT_TEXT,
    create_draft_for_review,
    edit_draft,
    mailed_links,
    post_response,
    reload_article,
    submit_for_review,
)
from tests.factories import article
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ArticlePage:
    return create_draft_for_review()


@pytest.fixture
def link(page, django_capture_on_commit_callbacks) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        submit_for_review(page)
    (link,) = mailed_links()
    return link


def is_private_response(response) -> bool:
    return (
        response.headers["X-Robots-Tag"] == "noindex"
        and response.headers["Referrer-Policy"] == "no-referrer"
        and "no-store" in response.headers["Cache-Control"]
        and not response.cookies
    )


# -- Reading ---------------------------------------------------------------------------------------


def test_the_reviewer_is_mailed_and_no_secret_is_stored(page, link):
    (sent,) = [each for each in mail.outbox if link in each.body]
    assert (sent.to, sent.subject) == (["ada@example.org"], "Please review: Pain")
    asked = ReviewRequest.objects.get()
    assert asked.email == "ada@example.org"
    assert asked.secret_hash not in link
    assert (asked.expires_at - timezone.now()).days == 13


def test_a_link_shows_only_the_revision_that_was_sent(page, link, client):
    article(page.get_parent(), "Another draft", live=False).save_revision()
    response = client.get(link)
    soup = parse_response(response)

    assert is_private_response(response)
    assert soup.h1.text == "Pain"
    assert "Dr Ada Byron, please review this article." in soup.text
    assert [each.summary.text for each in soup.select(".body > details.review-comment")] == [
        "Comment on Introduction",
        "Comment on Explanation “How it works”",
    ]
    assert "No problems" in soup.select_one("#your-answer").text
    assert "Another draft" not in soup.text
    assert not soup.select("link[rel=canonical], [property], [type='application/ld+json']")
    assert "changed its draft" not in soup.text

    edit_draft(page, "Quite another text.")
    changed = parse_response(client.get(link))
    assert "Pain can stay." in changed.text
    assert "Quite another text." not in changed.text
    assert "changed its draft" in changed.text


def test_an_autosave_writes_over_no_version_that_was_sent(page, link):
    draft = reload_article(page).get_latest_revision_as_object()
    draft.title = "Changed in secret"

    saved = draft.save_revision(
        overwrite_revision=draft.latest_revision, user=draft.latest_revision.user
    )

    assert saved != ReviewRequest.objects.get().revision
    assert ReviewRequest.objects.get().revision.as_object().title == "Pain"


def test_the_form_must_be_same_origin_and_complete(page, link):
    foreign = Client().post(link, APPROVAL, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    silent = Client().post(link, {}, headers={"Origin": "null"})
    assert silent.status_code == 422

    response = post_response(
        link, **{"answer": "approved", "months": "40", "block-1": "Which nerves?", "comment": "Hm"}
    )
    assert response.status_code == 422
    assert is_private_response(response)
    html = response.content.decode()
    assert "Error:" in html
    assert "from 1 to 36" in html
    assert "Confirm that you have read" in html
    assert "Which nerves?" in html
    assert post_response(link, answer="changes", months="12").status_code == 422
    assert not SignOff.objects.exists()
    assert ReviewRequest.objects.get().is_open


# -- Answering -------------------------------------------------------------------------------------


def test_approving_signs_and_publishes_and_can_be_done_once(page, link, client):
    response = post_response(link, **APPROVAL | {"comment": "Well put", "block-0": "Good"})

    assert "your sign-off is recorded" in parse_response(response).h1.text
    assert is_private_response(response)
    (signed,) = SignOff.objects.all()
    assert (signed.comment, signed.months_until_next, signed.user) == ("Well put", 12, None)
    public = reload_article(page)
    assert public.live
    assert not public.workflow_in_progress
    assert (public.reviewer.title, public.reviewed_on) == ("Ada Byron", timezone.localdate())
    assert "Medically reviewed by" in client.get(public.url).content.decode()
    again = post_response(link, **APPROVAL)
    assert again.status_code == client.get(link).status_code == 410
    assert "You have answered already" in again.content.decode()
    assert SignOff.objects.count() == 1


def test_approving_after_changes_signs_the_revision_sent(page, link):
    edit_draft(page, "Quite another text.")

    response = post_response(link, **APPROVAL)

    assert "changed its draft" in response.content.decode()
    sent = ReviewRequest.objects.get().revision.as_object()
    assert SignOff.objects.get().content_hash == compute_content_hash(sent)
    assert not reload_article(page).live
    assert reload_article(page).workflow_in_progress


def test_approving_an_unpublishable_page_records_the_sign_off(page, link):
    source = reload_article(page).citations.entries[0].reference
    source.state = "retracted"
    source.save()

    response = post_response(link, **APPROVAL)

    assert "Something else still keeps" in response.content.decode()
    assert SignOff.objects.count() == 1
    assert not reload_article(page).live
    assert reload_article(page).workflow_in_progress


def test_requesting_changes_returns_every_comment(page, link, client):
    response = post_response(
        link, **{"answer": "changes", "block-1": "Which nerves?", "comment": ""}
    )

    assert "the editors have your comments" in parse_response(response).h1.text
    asked = ReviewRequest.objects.get()
    (comment,) = asked.comments.all()
    block = asked.revision.as_object().body[1]
    assert (comment.block_id, comment.text) == (block.id, "Which nerves?")
    assert reload_article(page).current_workflow_state.status == "needs_changes"
    assert not SignOff.objects.exists()
    assert client.get(link).status_code == 410


# -- Links that do not work ------------------------------------------------------------------------


def test_a_broken_or_unknown_link_shows_an_error_only(page, link, client):
    for wrong in (link[:-2] + "/", link.replace("/review/", "/review/1"), "/review/nonsense/"):
        response = client.get(wrong)
        assert response.status_code == 403, wrong
        assert "not complete" in response.content.decode()
        assert is_private_response(response)
        assert "Pain" not in response.content.decode()
    ReviewRequest.objects.all().delete()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "This link has expired"),
        ({"withdrawn_at": timezone.now()}, "This link was withdrawn"),
    ],
)
def test_a_closed_link_accepts_no_response(page, link, client, change, words):
    ReviewRequest.objects.update(**change)

    for response in (client.get(link), post_response(link, **APPROVAL)):
        assert response.status_code == 410
        assert words in response.content.decode()
        assert is_private_response(response)
        assert DRAFT_TEXT not in response.content.decode()
    assert not SignOff.objects.exists()
