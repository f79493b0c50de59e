"""Scheduled publishing. A refused page is held back; the others are published."""

import logging
from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from articles.models.site_roots import editor_url
from articles.publishing.gate import PublishingRefusedError, check_publishable
from articles.publishing.log import REFUSED_ACTION
from articles.utils.mail import build_message, send_safely

logger = logging.getLogger(__name__)


def publish_due_revisions() -> Iterator[str]:
    """Publish each due revision. Yield a message for each that was not published.

    A revision that fails unexpectedly stays scheduled and is logged.
    """
    for revision in get_due_revisions():
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
        except PublishingRefusedError as refused:
            unschedule_refused(revision, refused)
            yield str(refused)
        except Exception:
            logger.exception("Revision %s could not be published", revision.pk)
            title = {"title": revision.object_str}
            yield _("“%(title)s” could not be published. See the log for the error.") % title


def list_due_refusals() -> Iterator[str]:
    """Yield the refusals that `publish_due_revisions` would yield, for a dry run."""
    for revision in get_due_revisions():
        if isinstance(page := revision.as_object(), Page):
            try:
                check_publishable(page)
            except PublishingRefusedError as refused:
                yield str(refused)


def get_due_revisions() -> list[Revision]:
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return list(due.order_by("approved_go_live_at"))


@transaction.atomic
def unschedule_refused(revision: Revision, refused: PublishingRefusedError) -> None:
    """Cancel the schedule, log the refusal, and mail the user who scheduled the revision."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    reasons = [issue.message for issue in refused.blocking_issues]
    log(revision.content_object, REFUSED_ACTION, revision=revision, data={"reasons": reasons})
    if (user := get_scheduling_user(revision)) and user.is_active and user.email:
        mail = build_refusal_mail(refused, user.email)
        send_safely(mail, f"No mail about revision {revision.pk}")


def get_scheduling_user(revision: Revision):
    """Return the user who scheduled the revision, else its author, else None."""
    entries = PageLogEntry.objects.filter(revision=revision, action="wagtail.publish.schedule")
    entry = entries.select_related("user").order_by("-timestamp").first()
    return (entry and entry.user) or revision.user


def build_refusal_mail(refused: PublishingRefusedError, address: str) -> EmailMessage:
    reasons = "\n".join(f"- {issue.message}" for issue in refused.blocking_issues)
    body = _(
        "It was scheduled to be published, but:\n\n%(reasons)s\n\n"
        "It is no longer scheduled. Edit it here, and schedule it again:\n\n%(address)s"
    ) % {"reasons": reasons, "address": editor_url(refused.page)}
    return build_message(refused.headline, body, [address])
