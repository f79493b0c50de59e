"""Review requests and the links that are mailed for them.

A link lets one person respond to one request, and nothing else. It holds the id of the request and
a secret, signed with the site's key. The database stores only a hash of the secret, so neither a
copy of the database nor the key alone makes a link. The secret has 24 random bytes, too many to
guess, so attempts need no limit.
"""

import hashlib
import secrets
from datetime import timedelta
from functools import partial
from typing import Any, cast
from urllib.parse import urljoin

from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Revision, TaskState

from articles.models import ArticlePage, PersonPage, ReviewRequest
from articles.models.site_roots import get_root_url
from articles.review.clinical_review import ClinicalReviewTask
from articles.utils.mail import build_message, send_safely


class UnpublishedReviewerError(Exception):
    """The profile of the reviewer is not published, so the identity is not confirmed."""


@transaction.atomic
def create_request(
    article: ArticlePage,
    revision: Revision,
    reviewer: PersonPage,
    *,
    task_state: TaskState | None = None,
    user: Any = None,
) -> tuple[ReviewRequest, str]:
    """Create a request and withdraw earlier ones. Return it with its link, which is not stored.

    Raise `UnpublishedReviewerError` if the reviewer's profile is not published.
    """
    if not reviewer.live:
        raise UnpublishedReviewerError(unpublished_profile_message(reviewer))
    withdraw_requests(article_id=article.pk)
    secret = generate_secret()
    review_request = ReviewRequest.objects.create(
        article_id=article.pk,
        revision=revision,
        task_state=task_state,
        reviewer=reviewer,
        secret_hash=hash_secret(secret),
        made_by=user,
        expires_at=timezone.now() + timedelta(days=get_link_days(task_state)),
    )
    return review_request, build_link(review_request, secret)


def withdraw_requests(**conditions: Any) -> int:
    """Withdraw the matching open requests. Return their number."""
    unanswered = ReviewRequest.objects.filter(answered_at=None, withdrawn_at=None, **conditions)
    return unanswered.update(withdrawn_at=timezone.now())


def get_link_days(task_state: TaskState | None) -> int:
    task = task_state.task.specific if task_state else None
    if isinstance(task, ClinicalReviewTask):
        return task.link_days
    return ClinicalReviewTask._meta.get_field("link_days").default


# -- Links -----------------------------------------------------------------------------------------


def generate_secret() -> str:
    return secrets.token_urlsafe(24)


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def build_link(review_request: ReviewRequest, secret: str) -> str:
    """Return the absolute URL at the article's site, for mails and for copying."""
    path = reverse("articles:review", args=[_signer().sign(f"{review_request.pk}.{secret}")])
    return urljoin(get_root_url(review_request.article), path)


def get_request_by_token(token: str) -> ReviewRequest | None:
    """Return the request of a link, or None if it was deleted or has a newer secret.

    Raise `BadSignature` if this site did not sign the token.
    """
    number, _dot, secret = _signer().unsign(token).partition(".")
    if not number.isdecimal():
        raise BadSignature
    requests = ReviewRequest.objects.filter(pk=number)
    found = requests.select_related("article", "reviewer", "revision", "task_state").first()
    is_valid = found and constant_time_compare(found.secret_hash, hash_secret(secret))
    return found if is_valid else None


def _signer() -> Signer:
    return Signer(salt="articles.review")


# -- Mail ------------------------------------------------------------------------------------------


def mail_link(review_request: ReviewRequest, link: str) -> bool:
    """Mail the link and store its address. Return True if the mail server accepted it.

    If not, the panel in the editor shows that no link was sent.
    """
    address = review_request.reviewer.email
    if not address:
        return False
    failure = f"The link of review request {review_request.pk} could not be sent"
    if not send_safely(build_request_mail(review_request, link, address), failure):
        return False
    review_request.email = address
    review_request.save(update_fields=["email"])
    return True


def build_request_mail(review_request: ReviewRequest, link: str, address: str) -> EmailMessage:
    title = cast(Revision, review_request.revision).as_object().title
    until = date_format(timezone.localtime(review_request.expires_at), "DATE_FORMAT")
    body = _(
        "Dear %(name)s,\n\n"
        "Please review the article “%(title)s” before it is published under your name. Read it, "
        "comment on it and answer here:\n\n%(link)s\n\n"
        "The link is for you alone, needs no password, and works once, until %(until)s. "
        "Anyone who has it can sign as you, so please do not pass it on."
    ) % {"name": review_request.reviewer.display_name, "title": title, "link": link, "until": until}
    return build_message(_("Please review: %s") % title, body, [address])


def request_review_on_submit(sender, instance: TaskState, user=None, **kwargs):
    """Receiver of `task_submitted`: mail a link to the chosen reviewer.

    Without a reviewer whose profile is published, the article waits and the panel shows why.
    """
    if not isinstance(instance.task.specific, ClinicalReviewTask):
        return
    article = instance.revision.as_object()
    reviewer = article.asked_reviewer if isinstance(article, ArticlePage) else None
    if reviewer is None or not reviewer.live:
        return
    review_request, _link = create_request(
        article, instance.revision, reviewer, task_state=instance, user=user
    )
    transaction.on_commit(partial(mail_new_link.enqueue, review_request.pk), robust=True)


@task()
def mail_new_link(request_id: int) -> None:
    """Mail a link with a new secret, so that the task queue stores no secret."""
    review_request = ReviewRequest.objects.filter(pk=request_id).first()
    if review_request and review_request.is_open:
        secret = generate_secret()
        review_request.secret_hash = hash_secret(secret)
        review_request.save(update_fields=["secret_hash"])
        mail_link(review_request, build_link(review_request, secret))


def withdraw_on_task_end(sender, instance: TaskState, **kwargs):
    """Receiver of the signals for the end of a task: withdraw its requests."""
    withdraw_requests(task_state_id=instance.pk)


def unpublished_profile_message(person: PersonPage) -> str:
    return _("The profile of %s is not published.") % person.display_name
