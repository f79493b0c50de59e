"""Mails to the editors about responses to review links."""

from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from articles.models import ReviewRequest
from articles.models.site_roots import editor_url
from articles.review.responses import ReviewOutcome, get_sent_article
from articles.utils.mail import build_message, send_safely


@task()
def mail_response(request_id: int, outcome_name: str) -> None:
    """Mail the user who asked for the review, and the owner of the article.

    A mail that fails is only logged: the panel in the editor shows every response.
    """
    review_request = ReviewRequest.objects.filter(pk=request_id).first()
    if review_request is None:
        return
    outcome = ReviewOutcome[outcome_name]
    if is_mailed_by_wagtail(review_request, outcome):
        return
    for user in get_editors_to_notify(review_request):
        failure = f"The answer to review request {review_request.pk} could not be mailed"
        send_safely(build_response_mail(review_request, outcome, user), failure)


def is_mailed_by_wagtail(review_request: ReviewRequest, outcome: ReviewOutcome) -> bool:
    """Return True for the end of a workflow and a rejected step, about which Wagtail sends mail."""
    state = TaskState.objects.filter(pk=review_request.task_state_id)
    if outcome == ReviewOutcome.APPROVED:
        return state.filter(workflow_state__status=WorkflowState.STATUS_APPROVED).exists()
    if outcome == ReviewOutcome.CHANGES_REQUESTED:
        return state.filter(status=TaskState.STATUS_REJECTED).exists()
    return False


def get_editors_to_notify(review_request: ReviewRequest) -> list[Any]:
    """Return the users with access to the admin, one for each email address."""
    users = [user for user in (review_request.made_by, review_request.article.owner) if user]
    staff = [user for user in users if user.email and user.has_perm("wagtailadmin.access_admin")]
    return list({user.email.lower(): user for user in staff}.values())


def build_response_mail(
    review_request: ReviewRequest, outcome: ReviewOutcome, user: Any
) -> EmailMessage:
    """Return the mail in the user's language. It has no more of the article than its title."""
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        names = {
            "name": review_request.reviewer.display_name,
            "title": get_sent_article(review_request).title,
        }
        subject = _("%(name)s has answered: %(title)s") % names
        text = describe_outcome(outcome) % names
        hint = _("The answer is in the panel “Clinical review”:")
        body = f"{text} {hint}\n\n{editor_url(review_request.article)}"
        return build_message(subject, body, [user.email])


def describe_outcome(outcome: ReviewOutcome) -> str:
    """Return the effect of the response and what the editors have to do."""
    return {
        ReviewOutcome.APPROVED: _(
            "%(name)s has signed “%(title)s”, which goes on to the next step of its workflow."
        ),
        ReviewOutcome.RECORDED: _(
            "%(name)s has signed “%(title)s” as it was sent. It was not published, because no "
            "workflow was waiting for the sign-off."
        ),
        ReviewOutcome.DRAFT_CHANGED: _(
            "%(name)s has signed “%(title)s”, but its draft was changed after it was sent. The "
            "sign-off applies to what was sent; ask for a review of the changes."
        ),
        ReviewOutcome.REFUSED: _(
            "%(name)s has signed “%(title)s”, but something else keeps it from being published."
        ),
        ReviewOutcome.CHANGES_REQUESTED: _("%(name)s requested changes to “%(title)s”."),
    }[outcome]
