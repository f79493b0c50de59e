"""Waivers of claims are part of what is signed, and reviewers see them first."""

import hashlib
import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from articles.models import ArticlePage, SignOff, Waiver
from articles.problems.content_hash import compute_content_hash
from articles.problems.examination import find_problems
from articles.publishing.review_status import get_review_status
from articles.publishing.waiving import waive, withdraw
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.sign_off import record_sign_off, update_review_fields
from home.models import User
from tests.articles.review.helpers import (
    APPROVAL,
    create_draft_for_review,
    create_review_link,
    edit_draft,
    get_reviewer,
    post_response,
    reload_article,
    submit_for_review,
)
from tests.factories import editor, update_page

pytestmark = pytest.mark.django_db

STOP = "Our course cures eczema."
WORDS = "A court decided that we may say so."
SEEN = "I have seen the waived sentence"


@pytest.fixture
def page() -> ArticlePage:
    """A draft with a claim that is not waived yet."""
    page = create_draft_for_review()
    page.save_revision()
    edit_draft(page, STOP)
    return reload_article(page)


@pytest.fixture
def waived(page) -> ArticlePage:
    waive_all(page)
    return page


def draft_of(page: ArticlePage) -> ArticlePage:
    return reload_article(page).get_latest_revision_as_object()


def waive_all(page: ArticlePage) -> list[Waiver]:
    draft = draft_of(page)
    claims = [problem.claim for problem in find_problems(draft) if problem.claim]
    user = User.objects.create_superuser(f"pat-{Waiver.objects.count()}", first_name="Pat")
    return [each for claim in claims for each in waive(user, page, claim, "clinician", WORDS)]


def sign(page: ArticlePage) -> SignOff:
    draft = draft_of(page)
    return record_sign_off(draft, reload_article(page).latest_revision, get_reviewer(page))


# -- The hash --------------------------------------------------------------------------------------


def test_a_waiver_after_the_signature_changes_the_text(page):
    sign(page)
    assert get_review_status(draft_of(page)).is_signed

    waive_all(page)

    assert not get_review_status(draft_of(page)).is_signed
    sign(page)
    assert get_review_status(draft_of(page)).is_signed


def test_withdrawing_a_waiver_changes_the_text_as_well(page):
    (waiver,) = waive_all(page)
    sign(page)
    withdraw(editor(), page, waiver)

    assert not get_review_status(draft_of(page)).is_signed


def test_a_waiver_of_words_that_are_gone_changes_nothing(waived):
    edit_draft(waived, "Come in.")
    with_waiver = compute_content_hash(draft_of(waived))
    draft = draft_of(waived)
    draft.pk = draft.id = None  # as of a new page, which has no waivers

    assert compute_content_hash(draft) == with_waiver


def test_the_hash_without_waivers_is_the_one_of_before():
    """It is stored in sign-offs that are older than waivers."""
    draft = ArticlePage(title="Pain", summary="What was tested.", body="[]")
    content = json.dumps(["Pain", "What was tested.", ["", ""], "", [], []])

    assert compute_content_hash(draft) == hashlib.sha256(content.encode()).hexdigest()


def test_an_alias_has_the_review_of_its_original(waived):
    sign(waived)
    draft_of(waived).latest_revision.publish()
    alias = reload_article(waived).create_alias(update_slug="alias")
    update_review_fields(alias.pk)

    assert reload_article(waived).is_reviewed
    assert ArticlePage.objects.get(pk=alias.pk).is_reviewed
    assert not ArticlePage.objects.get(pk=alias.pk).changed_since_review


# -- The link --------------------------------------------------------------------------------------


def test_the_link_lists_waived_sentences_and_asks_for_a_tick(waived, client):
    submit_for_review(waived)
    link = create_review_link(waived)
    shown = BeautifulSoup(client.get(link).content, "html.parser").get_text(" ", strip=True)

    assert "Sentences that the clinic waived" in shown
    for words in (STOP, "A clinician decided", WORDS, "Pat", SEEN):
        assert words in shown
    refused = post_response(link, **APPROVAL)
    assert refused.status_code == 422
    assert "confirm that you have seen them" in refused.content.decode()
    assert not SignOff.objects.exists()

    assert post_response(link, **APPROVAL, seen="on").status_code == 200
    assert SignOff.objects.get().seen_waivers == [
        {"sentence": STOP, "reason": "A clinician decided", "words": WORDS, "name": "Pat"}
    ]
    assert reload_article(waived).live


def test_asking_for_changes_needs_no_tick(waived):
    submit_for_review(waived)
    answer = {"answer": "changes", "comment": "Take it out", "months": ""}

    assert post_response(create_review_link(waived), **answer).status_code == 200


def test_without_waivers_there_is_no_tick(page, client):
    link = create_review_link(page)

    assert SEEN not in client.get(link).content.decode()
    assert STOP in client.get(link).content.decode()


def test_a_waiver_while_the_reviewer_reads_has_to_be_seen(page, client):
    submit_for_review(page)
    link = create_review_link(page)
    html = BeautifulSoup(client.get(link).content, "html.parser")
    (shown,) = html.select("input[name=shown]")
    waive_all(page)

    answer = APPROVAL | {"shown": str(shown["value"]), "seen": "on"}
    assert post_response(link, **answer).status_code == 422
    assert not SignOff.objects.exists()


def test_several_waived_sentences_are_counted(page, client):
    edit_draft(page, f"{STOP} Needling is quite safe.")
    assert len(waive_all(page)) == 2

    assert (
        "I have seen the 2 waived sentences"
        in client.get(create_review_link(page)).content.decode()
    )


# -- The admin -------------------------------------------------------------------------------------


def test_the_dialog_lists_them_and_asks_as_well(waived):
    user = editor()
    update_page(get_reviewer(waived), account=user)
    submit_for_review(waived)
    client = Client()
    client.force_login(user)
    state = reload_article(waived).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[waived.pk, "sign", state.pk])
    html = BeautifulSoup(client.get(url).json()["html"], "html.parser")
    (text,) = html.select("input[name=text]")
    data = {"text": text["value"], "months": "6", "vouched": "on"}
    headers = {"X-Requested-With": "XMLHttpRequest"}

    items = [item.get_text() for item in html.select("li") if STOP in item.get_text()]
    assert items == [f"“{STOP}” A clinician decided: {WORDS} (Pat)"]
    client.post(url, data, headers=headers)
    assert not SignOff.objects.exists()
    client.post(url, data | {"seen": "on"}, headers=headers)
    assert len(SignOff.objects.get().seen_waivers) == 1
    assert reload_article(waived).live


def test_the_editor_cannot_sign_past_the_tick(waived):
    """It passes on what its dialog collected, unchecked."""
    user = editor()
    update_page(get_reviewer(waived), account=user)
    submit_for_review(waived)
    state = reload_article(waived).current_workflow_task_state
    task = ClinicalReviewTask.objects.get()

    with pytest.raises(PermissionDenied):
        task.on_action(state, user, "sign", months=6, vouched="on")
    task.on_action(state, user, "sign", months=6, vouched="on", seen="on")
    assert SignOff.objects.get().seen_waivers
