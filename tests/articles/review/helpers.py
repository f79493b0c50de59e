"""Helpers for tests of clinical review."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.models import ArticlePage, PersonPage, ReviewRequest
from articles.review.requests import create_request
from articles.review.sign_off import record_sign_off
from home.models import User
from tests.factories import (
    article,
    body,
    category,
    editor,
    explanation,
    home_page,
    intro,
    person,
    reference,
)

DRAFT_TEXT = "<p>Pain can stay.</p>"
APPROVAL = {"answer": "approved", "months": "12", "vouched": "on", "comment": ""}


def create_draft_for_review() -> ArticlePage:
    """Create a draft with a reviewer, on a site that requires sign-off."""
    home = home_page(sign_off_required=True)
    doctor = person(home, "Ada Byron", honorific="Dr", email="ada@example.org")
    year = timezone.localdate().year  # an old source would be a problem
    source = reference(container="Pain", year=year, volume="7", pages="1-9", doi="10.1000/182")
    return article(
        category(home),
        "Pain",
        live=False,
        asked_reviewer=doctor,
        body=body(intro(DRAFT_TEXT), explanation(cited=(source,))),
    )


def edit_draft(page: ArticlePage, words: str) -> None:
    """Save a new draft with a different text."""
    draft = page.get_latest_revision_as_object()
    blocks = draft.body.get_prep_value()
    blocks[0]["value"] = f"<p>{words}</p>"
    draft.body = ArticlePage.body.field.to_python(body(*blocks))
    draft.save_revision()


def submit_for_review(page: ArticlePage) -> ReviewRequest | None:
    """Submit the draft to the workflow, and return the review request, if any."""
    if not page.latest_revision_id:
        page.save_revision()
    page = ArticlePage.objects.get(pk=page.pk)
    page.get_workflow().start(page, editor())
    return page.review_requests.first()


def mailed_links() -> list[str]:
    """Return the paths of the links sent, oldest first."""
    return re.findall(r"https?://[^/\s]+(/review/\S+)", "\n".join(str(m.body) for m in mail.outbox))


def create_review_link(page: ArticlePage, user: User | None = None) -> str:
    """Return the path of a new link that `user` requested."""
    page = reload_article(page)
    state = page.current_workflow_task_state
    _asked, link = create_request(
        page, page.latest_revision, get_reviewer(page), task_state=state, user=user
    )
    return link.removeprefix("http://testserver")


def post_response(link: str, **said: str) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(link, said, headers={"Sec-Fetch-Site": "same-origin"})


def get_reviewer(page: ArticlePage) -> PersonPage:
    """Return the reviewer."""
    return PersonPage.objects.get(pk=page.asked_reviewer_id)


def reload_article(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def create_signed_article() -> ArticlePage:
    """Publish the draft with a sign-off."""
    page = create_draft_for_review()
    revision = page.save_revision()
    record_sign_off(revision.as_object(), revision, get_reviewer(page))
    revision.publish()
    return reload_article(page)
