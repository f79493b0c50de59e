"""What a workflow does at its end. Wagtail imports this while its models load: it imports none."""

from uuid import uuid4


def publish_approved(workflow_state, user=None):
    """Publish what somebody approved; otherwise leave the draft, and say why in its history.

    Wagtail's own way asks for leave to publish as well, which a clinician who signs an article
    need not have: who may take a step is for its task to say, and what may go public, for
    `articles.publishing`. All other pages go Wagtail's way.

    A workflow ends without approval, too: its last step is switched off while pages wait there,
    which publishes nothing. Where no step is left at all, submitting is like publishing: it takes
    the same leave, and a refusal is for whoever submits.
    """
    # Wagtail imports this module while models load.
    from django.utils.translation import gettext as _
    from wagtail.actions.publish_revision import PublishPermissionError
    from wagtail.models import TaskState

    from articles.models import ArticlePage

    page = workflow_state.content_object
    last = workflow_state.task_states.order_by("-started_at", "-pk").first()
    approved = last is not None and last.status == TaskState.STATUS_APPROVED
    if last is not None and not approved:
        keep_as_draft(
            page, user, _("The step at which it waited was switched off; nobody approved it.")
        )
        return
    own_way = approved and isinstance(getattr(page, "specific", page), ArticlePage)
    try:
        page.get_latest_revision().publish(user=user, skip_permission_checks=own_way)
    except PublishPermissionError:
        keep_as_draft(
            page, user, _("The workflow had no further step, and publishing takes leave.")
        )


def keep_as_draft(page, user, reason):
    """The draft stays one; its history tells why, and what else would have kept it back."""
    # Wagtail imports this module while models load.
    from wagtail.log_actions import log

    from articles.models import ArticlePage
    from articles.publishing.gate import blocking_issues
    from articles.publishing.log import LEFT_AS_DRAFT_ACTION

    page, revision = getattr(page, "specific", page), page.get_latest_revision()
    found = blocking_issues(revision.as_object()) if isinstance(page, ArticlePage) else []
    reasons = [reason, *(issue.message for issue in found)]
    # Of the entries of one request that have a number in common a history shows but one.
    log(
        page,
        LEFT_AS_DRAFT_ACTION,
        user=user,
        uuid=uuid4(),
        revision=revision,
        data={"reasons": reasons},
    )
