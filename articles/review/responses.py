"""Process a reviewer's response to a review link."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState

from articles.models import PersonPage, ReviewComment, ReviewRequest
from articles.problems.content_hash import compute_content_hash
from articles.publishing.errors import PublishingRefusedError
from articles.review.sign_off import record_sign_off


class ReviewOutcome(Enum):
    """The effect of a response."""

    APPROVED = auto()
    """Signed; the workflow step is approved."""
    RECORDED = auto()
    """Signed; no workflow step was waiting."""
    DRAFT_CHANGED = auto()
    """Signed; the draft was changed after it was sent."""
    REFUSED = auto()
    """Signed; the gate refused to publish."""
    CHANGES_REQUESTED = auto()
    """Not signed; the workflow step, if any, is rejected."""


class RequestClosedError(Exception):
    """The request accepts no response any more."""


@transaction.atomic
def record_approval(
    review_request: ReviewRequest,
    comment: str,
    months: int | None,
    comments: Iterable[ReviewComment] = (),
) -> ReviewOutcome:
    """Sign the text that was sent, and approve the workflow step if the draft is still that text.

    The sign-off is kept if the gate refuses to publish.
    """
    record_response(review_request, ReviewRequest.Answer.APPROVED, comment, comments)
    signed = record_sign_off(
        get_sent_article(review_request),
        review_request.revision,
        review_request.reviewer,
        comment=comment,
        months=months,
    )
    if compute_content_hash(get_latest_draft(review_request)) != signed.content_hash:
        return ReviewOutcome.DRAFT_CHANGED
    state = get_waiting_task(review_request)
    if state is None:
        return ReviewOutcome.RECORDED
    try:
        with transaction.atomic():
            state.approve(user=None, comment=format_history_comment(review_request, comment))
    except PublishingRefusedError:
        return ReviewOutcome.REFUSED
    return ReviewOutcome.APPROVED


@transaction.atomic
def record_change_request(
    review_request: ReviewRequest, comment: str, comments: Iterable[ReviewComment] = ()
) -> ReviewOutcome:
    """Record the comments and reject the workflow step."""
    record_response(review_request, ReviewRequest.Answer.CHANGES, comment, comments)
    if state := get_waiting_task(review_request):
        state.reject(user=None, comment=format_history_comment(review_request, comment))
    return ReviewOutcome.CHANGES_REQUESTED


def accepts_response(review_request: ReviewRequest) -> bool:
    """Return True if the request is open and the reviewer's profile is published."""
    return review_request.is_open and review_request.reviewer.live


def record_response(
    review_request: ReviewRequest, answer: str, comment: str, comments: Iterable[ReviewComment]
) -> None:
    """Record the only response of a request. Raise `RequestClosedError` if it is not open."""
    if not PersonPage.objects.filter(pk=review_request.reviewer_id, live=True).exists():
        raise RequestClosedError
    now = timezone.now()
    still_open = ReviewRequest.objects.filter(
        pk=review_request.pk, answered_at=None, withdrawn_at=None, expires_at__gt=now
    )
    if not still_open.update(answered_at=now, answer=answer, comment=comment):
        raise RequestClosedError
    ReviewComment.objects.bulk_create(comments)


def get_sent_article(review_request: ReviewRequest) -> Any:
    """Return the article as it was sent. A request without its revision accepts no response."""
    return cast(Revision, review_request.revision).as_object()


def get_latest_draft(review_request: ReviewRequest) -> Any:
    return review_request.article.get_latest_revision_as_object()


def get_waiting_task(review_request: ReviewRequest) -> TaskState | None:
    """Return the workflow step that waits for the response, if any."""
    state = review_request.task_state
    return state if state and state.status == TaskState.STATUS_IN_PROGRESS else None


def format_history_comment(review_request: ReviewRequest, comment: str) -> str:
    """Prefix the comment with the reviewer's name: the log entry has no user."""
    name = review_request.reviewer.display_name
    return f"{name}: {comment}" if comment else name
