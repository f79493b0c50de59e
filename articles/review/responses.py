"""What follows from a reviewer's answer by a link."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState

from articles.models import PersonPage, ReviewComment, ReviewRequest
from articles.problems.content_hash import compute_content_hash
from articles.publishing.gate import PublishingRefusedError
from articles.review.sign_off import record_sign_off


class ReviewOutcome(Enum):
    """What became of an answer, as the reviewer is told."""

    PASSED_ON = auto()
    KEPT = auto()
    DRAFT_CHANGED = auto()
    REFUSED = auto()
    SENT_BACK = auto()


class RequestClosedError(Exception):
    """The request takes no answer any more: somebody was faster."""


@transaction.atomic
def record_approval(
    asked: ReviewRequest, comment: str, months: int | None, comments: Iterable[ReviewComment] = ()
) -> ReviewOutcome:
    """Sign the text that was sent, and pass the article on if its draft is still that text.

    The signature holds whatever becomes of the article: if something else stops it from being
    published, it waits where it is for the clinic to see to that.
    """
    record_response(asked, ReviewRequest.Answer.APPROVED, comment, comments)
    sent = get_sent_article(asked)
    signed = record_sign_off(sent, asked.revision, asked.reviewer, comment=comment, months=months)
    if compute_content_hash(get_latest_draft(asked)) != signed.content_hash:
        return ReviewOutcome.DRAFT_CHANGED
    waiting = get_waiting_task(asked)
    if waiting is None:
        return ReviewOutcome.KEPT
    try:
        with transaction.atomic():
            waiting.approve(user=None, comment=format_history_comment(asked, comment))
    except PublishingRefusedError:
        return ReviewOutcome.REFUSED
    return ReviewOutcome.PASSED_ON


@transaction.atomic
def record_change_request(
    asked: ReviewRequest, comment: str, comments: Iterable[ReviewComment] = ()
) -> ReviewOutcome:
    """Keep what the reviewer says for the editors, and give the article back to them."""
    record_response(asked, ReviewRequest.Answer.CHANGES, comment, comments)
    if waiting := get_waiting_task(asked):
        waiting.reject(user=None, comment=format_history_comment(asked, comment))
    return ReviewOutcome.SENT_BACK


def accepts_response(asked: ReviewRequest) -> bool:
    """Whether it is open, and whom it asks is somebody the clinic shows as one of its people."""
    return asked.is_open and asked.reviewer.live


def record_response(
    asked: ReviewRequest, answer: str, comment: str, comments: Iterable[ReviewComment]
) -> None:
    """Note the one answer a request can have; raises `AnsweredError` if it is not open."""
    if not PersonPage.objects.filter(pk=asked.reviewer_id, live=True).exists():
        raise RequestClosedError
    still_open = ReviewRequest.objects.filter(
        pk=asked.pk, answered_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    if not still_open.update(answered_at=timezone.now(), answer=answer, comment=comment):
        raise RequestClosedError
    ReviewComment.objects.bulk_create(comments)


def get_sent_article(asked: ReviewRequest) -> Any:
    """The article as it was sent; a request without that version takes no answer."""
    return cast(Revision, asked.revision).as_object()


def get_latest_draft(asked: ReviewRequest) -> Any:
    return asked.article.get_latest_revision_as_object()


def get_waiting_task(asked: ReviewRequest) -> TaskState | None:
    """The step of the workflow that waits for this answer, if it still does."""
    state = asked.task_state
    return state if state and state.status == TaskState.STATUS_IN_PROGRESS else None


def format_history_comment(asked: ReviewRequest, comment: str) -> str:
    """The comment with its author, whom the history of the page could not name otherwise."""
    return f"{asked.reviewer.display_name}: {comment}" if comment else asked.reviewer.display_name
