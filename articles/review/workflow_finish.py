"""WAGTAIL_FINISH_WORKFLOW_ACTION. Imported before the models are ready: model imports are local."""

from uuid import uuid4


def publish_approved(workflow_state, user=None):
    """Publish an approved page. Otherwise leave it as a draft and log the reason.

    Wagtail's default requires the permission to publish. A clinician who signs an article need
    not have it: the task decides who may approve, and the gate decides what may be published.
    Other pages are published as by default.

    A workflow can also end because its last step was deactivated, which publishes nothing.
    Without any active step, submitting publishes at once: it needs the permission, and a refusal
    is raised for the user who submits.
    """
    # Models are not loaded when this module is imported.
    from django.utils.translation import gettext as _
    from wagtail.actions.publish_revision import PublishPermissionError
    from wagtail.models import TaskState

    from articles.models import ArticlePage

    page = workflow_state.content_object
    last = workflow_state.task_states.order_by("-started_at", "-pk").first()
    approved = last is not None and last.status == TaskState.STATUS_APPROVED
    if last is not None and not approved:
        keep_as_draft(page, user, _("The workflow step was deactivated before it was approved."))
        return
    skip_permission = approved and isinstance(getattr(page, "specific", page), ArticlePage)
    try:
        page.get_latest_revision().publish(user=user, skip_permission_checks=skip_permission)
    except PublishPermissionError:
        reason = _(
            "The workflow has no remaining steps, and you do not have permission to publish."
        )
        keep_as_draft(page, user, reason)


def keep_as_draft(page, user, reason):
    """Log the reason, and all others for which the gate would refuse to publish the draft."""
    # Models are not loaded when this module is imported.
    from wagtail.log_actions import log

    from articles.publishing.gate import blocking_issues
    from articles.publishing.log import LEFT_AS_DRAFT_ACTION

    page, revision = getattr(page, "specific", page), page.get_latest_revision()
    issues = blocking_issues(revision.as_object())
    reasons = [reason, *(issue.message for issue in issues)]
    # A history shows only one of several entries with the same UUID, the default for a request.
    data = {"reasons": reasons}
    log(page, LEFT_AS_DRAFT_ACTION, user=user, uuid=uuid4(), revision=revision, data=data)
