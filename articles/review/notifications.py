"""Telling the clinic what a reviewer has answered by a link."""

from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from articles.models import ReviewRequest
from articles.review.responses import ReviewOutcome, get_sent_article
from articles.utils.mail import build_message, editor_url, send_safely


@task()
def tell_editors(request_id: int, outcome_name: str) -> None:
    """Mail whoever asked, and the article's owner. A mail server that fails changes nothing: the
    panel in the editor shows every answer."""
    asked = ReviewRequest.objects.filter(pk=request_id).first()
    if asked is None:
        return
    outcome = ReviewOutcome[outcome_name]
    if is_mailed_by_wagtail(asked, outcome):
        return
    for user in get_editors_to_notify(asked):
        failure = f"The answer to review request {asked.pk} could not be mailed"
        send_safely(build_response_mail(asked, outcome, user), failure)


def is_mailed_by_wagtail(asked: ReviewRequest, outcome: ReviewOutcome) -> bool:
    """Whether Wagtail mails of it: of a workflow's end, and of a step that was rejected."""
    state = TaskState.objects.filter(pk=asked.task_state_id)
    if outcome == ReviewOutcome.PASSED_ON:
        return state.filter(workflow_state__status=WorkflowState.STATUS_APPROVED).exists()
    if outcome == ReviewOutcome.SENT_BACK:
        return state.filter(status=TaskState.STATUS_REJECTED).exists()
    return False


def get_editors_to_notify(asked: ReviewRequest) -> list[Any]:
    """Whom to tell, each address once: those who may still enter the admin."""
    people = [user for user in (asked.made_by, asked.article.owner) if user]
    staff = [user for user in people if user.email and user.has_perm("wagtailadmin.access_admin")]
    return list({user.email.lower(): user for user in staff}.values())


def build_response_mail(asked: ReviewRequest, outcome: ReviewOutcome, user: Any) -> EmailMessage:
    """In the language its reader has chosen. Of the article it tells the title alone."""
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        said = {
            "name": asked.reviewer.display_name,
            "title": get_sent_article(asked).title,
        }
        subject = _("%(name)s has answered: %(title)s") % said
        lines = [
            describe_outcome(outcome) % said,
            _("The answer is in the panel “Clinical review”:"),
        ]
        body = "\n\n".join([" ".join(lines), editor_url(asked.article_id)])
        return build_message(subject, body, [user.email])


def describe_outcome(outcome: ReviewOutcome) -> str:
    """What the answer led to, and what is left for the clinic to do."""
    return {
        ReviewOutcome.PASSED_ON: _(
            "%(name)s has signed “%(title)s”, which goes on to the next step of its workflow."
        ),
        ReviewOutcome.KEPT: _(
            "%(name)s has signed “%(title)s” as it was sent. No workflow waited for that, so it "
            "has published nothing."
        ),
        ReviewOutcome.DRAFT_CHANGED: _(
            "%(name)s has signed “%(title)s”, but its draft was changed after it was sent. The "
            "signature stands for what was sent; ask again for the rest."
        ),
        ReviewOutcome.REFUSED: _(
            "%(name)s has signed “%(title)s”, but something else keeps it from being published."
        ),
        ReviewOutcome.SENT_BACK: _("%(name)s asks for changes to “%(title)s”."),
    }[outcome]
