"""Scheduled publishing. A refused page is held back; the others are published."""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.contrib.admin.utils import quote
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision

from articles.models.gated import GatedMixin
from articles.models.site_roots import build_root_url, editor_url, fallback_url
from articles.publishing.errors import PublishingRefusedError
from articles.publishing.gate import check_publishable
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
        if isinstance(obj := revision.as_object(), GatedMixin):
            try:
                check_publishable(obj)
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
    entries: QuerySet = log_registry.get_logs_for_instance(revision.content_object)
    entries = entries.filter(revision=revision, action="wagtail.publish.schedule")
    entry = entries.select_related("user").order_by("-timestamp").first()
    return (entry and entry.user) or revision.user


def _editor_url(obj: Any) -> str:
    """Return the absolute URL of the editor of a page or snippet."""
    if isinstance(obj, Page):
        return editor_url(obj)
    path = reverse(obj.snippet_viewset.get_url_name("edit"), args=[quote(obj.pk)])
    return urljoin(build_root_url(obj.site) if obj.site else fallback_url(), path)


def build_refusal_mail(refused: PublishingRefusedError, address: str) -> EmailMessage:
    reasons = "\n".join(f"- {issue.message}" for issue in refused.blocking_issues)
    body = _(
        "It was scheduled to be published, but:\n\n%(reasons)s\n\n"
        "It is no longer scheduled. Edit it here, and schedule it again:\n\n%(address)s"
    ) % {"reasons": reasons, "address": _editor_url(refused.object)}
    return build_message(refused.headline, body, [address])
