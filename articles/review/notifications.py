"""Telling the clinic what a reviewer has answered by a link."""

from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from wagtail.models import TaskState, WorkflowState
from wagtail.users.models import UserProfile

from articles.models import ReviewRequest
from articles.review.responses import Outcome, text_sent
from articles.utils.mail import editor_url, mail, sent


@task()
def tell_editors(request_id: int, outcome_name: str) -> None:
    """Mail whoever asked, and the article's owner. A mail server that fails changes nothing: the
    panel in the editor shows every answer."""
    asked = ReviewRequest.objects.filter(pk=request_id).first()
    if asked is None:
        return
    outcome = Outcome[outcome_name]
    if wagtail_tells(asked, outcome):
        return
    for user in editors(asked):
        failure = f"The answer to review request {asked.pk} could not be mailed"
        sent(message(asked, outcome, user), failure)


def wagtail_tells(asked: ReviewRequest, outcome: Outcome) -> bool:
    """Whether Wagtail mails of it: of a workflow's end, and of a step that was rejected."""
    state = TaskState.objects.filter(pk=asked.task_state_id)
    if outcome == Outcome.PASSED_ON:
        return state.filter(workflow_state__status=WorkflowState.STATUS_APPROVED).exists()
    if outcome == Outcome.SENT_BACK:
        return state.filter(status=TaskState.STATUS_REJECTED).exists()
    return False


def editors(asked: ReviewRequest) -> list[Any]:
    """Whom to tell, each address once: those who may still enter the admin."""
    people = [user for user in (asked.made_by, asked.article.owner) if user]
    staff = [user for user in people if user.email and user.has_perm("wagtailadmin.access_admin")]
    return list({user.email.lower(): user for user in staff}.values())


def message(asked: ReviewRequest, outcome: Outcome, user: Any) -> EmailMessage:
    """In the language its reader has chosen. Of the article it tells the title alone."""
    with override(UserProfile.get_for_user(user).get_preferred_language()):
        said = {
            "name": asked.reviewer.display_name,
            "title": text_sent(asked).title,
        }
        subject = _("%(name)s has answered: %(title)s") % said
        lines = [happened(outcome) % said, _("The answer is in the panel “Clinical review”:")]
        body = "\n\n".join([" ".join(lines), editor_url(asked.article_id)])
        return mail(subject, body, [user.email])


def happened(outcome: Outcome) -> str:
    """What the answer led to, and what is left for the clinic to do."""
    return {
        Outcome.PASSED_ON: _(
            "%(name)s has signed “%(title)s”, which goes on to the next step of its workflow."
        ),
        Outcome.KEPT: _(
            "%(name)s has signed “%(title)s” as it was sent. No workflow waited for that, so it "
            "has published nothing."
        ),
        Outcome.DRAFT_CHANGED: _(
            "%(name)s has signed “%(title)s”, but its draft was changed after it was sent. The "
            "signature stands for what was sent; ask again for the rest."
        ),
        Outcome.REFUSED: _(
            "%(name)s has signed “%(title)s”, but something else keeps it from being published."
        ),
        Outcome.SENT_BACK: _("%(name)s asks for changes to “%(title)s”."),
    }[outcome]
