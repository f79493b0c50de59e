"""Asking a reviewer by a link of their own, and taking the link back."""

from datetime import timedelta
from functools import partial
from typing import Any, cast

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Revision, TaskState

from articles.models import ArticlePage, PersonPage, ReviewRequest
from articles.review.clinical_review import ClinicalReviewTask
from articles.review.tokens import build_link, generate_secret, hash_secret
from articles.utils.mail import build_message, send_safely


class UnpublishedReviewerError(Exception):
    """Whose profile nobody has published is not known to be who it says."""


@transaction.atomic
def create_request(
    article: ArticlePage,
    revision: Revision,
    reviewer: PersonPage,
    *,
    task_state: TaskState | None = None,
    user: Any = None,
) -> tuple[ReviewRequest, str]:
    """A new request with its link, which nobody can read again; earlier ones are withdrawn.

    Raises `UnpublishedReviewerError`.
    """
    if not reviewer.live:
        raise UnpublishedReviewerError(unpublished_profile_message(reviewer))
    withdraw_requests(article_id=article.pk)
    secret = generate_secret()
    asked = ReviewRequest.objects.create(
        article_id=article.pk,
        revision=revision,
        task_state=task_state,
        reviewer=reviewer,
        secret_hash=hash_secret(secret),
        made_by=user,
        expires_at=timezone.now() + timedelta(days=get_link_days(task_state)),
    )
    return asked, build_link(asked, secret)


def withdraw_requests(**which: Any) -> int:
    """Close these requests unless they are answered; says how many were open."""
    unanswered = ReviewRequest.objects.filter(answered_at=None, withdrawn_at=None, **which)
    return unanswered.update(withdrawn_at=timezone.now())


def get_link_days(task_state: TaskState | None) -> int:
    task = task_state.task.specific if task_state else None
    if isinstance(task, ClinicalReviewTask):
        return task.link_days
    return ClinicalReviewTask._meta.get_field("link_days").default


def mail_link(asked: ReviewRequest, link: str) -> bool:
    """Mail the link, and note to whom. A mail server that fails loses nothing: the editor's panel
    shows that the link was not sent, and makes another to copy or to send."""
    address = asked.reviewer.email
    if not address:
        return False
    failure = f"The link of review request {asked.pk} could not be sent"
    if not send_safely(build_request_mail(asked, link, address), failure):
        return False
    asked.email = address
    asked.save(update_fields=["email"])
    return True


def build_request_mail(asked: ReviewRequest, link: str, address: str) -> EmailMessage:
    title = cast(Revision, asked.revision).as_object().title
    until = date_format(timezone.localtime(asked.expires_at), "DATE_FORMAT")
    body = _(
        "Dear %(name)s,\n\n"
        "you are asked to review the article “%(title)s” before it is published under your "
        "name. Read it, comment on it and answer here:\n\n%(link)s\n\n"
        "The link is for you alone, needs no password and works until %(until)s, for one "
        "answer. Whoever has it can sign as you, so please do not pass it on."
    ) % {"name": asked.reviewer.display_name, "title": title, "link": link, "until": until}
    return build_message(_("Please review: %s") % title, body, [address])


def request_review_on_submit(sender, instance: TaskState, user=None, **kwargs):
    """For the signal `task_submitted`: whom the editors chose is sent a link.

    Without one who is public the article waits all the same, and the editor's panel says why.
    """
    if not isinstance(instance.task.specific, ClinicalReviewTask):
        return
    article = instance.revision.as_object()
    reviewer = article.asked_reviewer if isinstance(article, ArticlePage) else None
    if reviewer is None or not reviewer.live:
        return
    asked, _link = create_request(
        article, instance.revision, reviewer, task_state=instance, user=user
    )
    transaction.on_commit(partial(send_new_link.enqueue, asked.pk), robust=True)


@task()
def send_new_link(request_id: int) -> None:
    """Mail a link that is made only now: what waits for a worker holds no secret."""
    asked = ReviewRequest.objects.filter(pk=request_id).first()
    if asked and asked.is_open:
        secret = generate_secret()
        asked.secret_hash = hash_secret(secret)
        asked.save(update_fields=["secret_hash"])
        mail_link(asked, build_link(asked, secret))


def withdraw_on_task_end(sender, instance: TaskState, **kwargs):
    """For the signals of a task that is done with: what it asked for is no longer wanted."""
    withdraw_requests(task_state_id=instance.pk)


def unpublished_profile_message(person: PersonPage) -> str:
    return _("The profile of %s is not published.") % person.display_name
