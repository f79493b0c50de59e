"""Publishing what is due: a page that may not go public waits, all others go."""

import logging
from collections.abc import Iterator

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from articles.models import ArticlePage
from articles.publishing.gate import PublishingRefusedError, check_publishable
from articles.publishing.log import REFUSED_ACTION
from articles.utils.mail import build_message, editor_url, send_safely

logger = logging.getLogger(__name__)


def publish_due_revisions() -> Iterator[str]:
    """Publish each revision whose time has come; yields in words what was not.

    One that fails without a reason stays due, for whoever reads the log.
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
            yield _("“%(title)s” could not be published. The log says why.") % {
                "title": revision.object_str
            }


def list_due_refusals() -> Iterator[str]:
    """What would not be published now, for a dry run."""
    for revision in get_due_revisions():
        if isinstance(page := revision.as_object(), ArticlePage):
            try:
                check_publishable(page)
            except PublishingRefusedError as refused:
                yield str(refused)


def get_due_revisions() -> list[Revision]:
    passed = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return list(passed.order_by("approved_go_live_at"))


@transaction.atomic
def unschedule_refused(revision: Revision, refused: PublishingRefusedError) -> None:
    """Take it off the schedule, tell it in the page's history and tell whoever scheduled it."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    reasons = [issue.message for issue in refused.blocking_issues]
    log(revision.content_object, REFUSED_ACTION, revision=revision, data={"reasons": reasons})
    if (person := get_scheduling_user(revision)) and person.is_active and person.email:
        send_safely(
            build_refusal_mail(refused, person.email), f"No mail about revision {revision.pk}"
        )


def get_scheduling_user(revision: Revision):
    """Whoever chose the day, or else wrote the text; None if neither is known any more."""
    entries = PageLogEntry.objects.filter(revision=revision, action="wagtail.publish.schedule")
    entry = entries.select_related("user").order_by("-timestamp").first()
    return (entry and entry.user) or revision.user


def build_refusal_mail(refused: PublishingRefusedError, address: str) -> EmailMessage:
    reasons = "\n".join(f"- {issue.message}" for issue in refused.blocking_issues)
    body = _(
        "It was due, but this stopped it:\n\n%(reasons)s\n\n"
        "It is no longer scheduled. Mend it here, and choose a time anew:\n\n%(address)s"
    ) % {"reasons": reasons, "address": editor_url(refused.article.pk)}
    return build_message(refused.headline, body, [address])
