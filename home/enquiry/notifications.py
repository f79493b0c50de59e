"""Mail to staff about new enquiries, without their contents.

The mail is sent after the response, in a thread of the process (`home.background`), so that
no visitor waits for a mail server. One that fails is sent again.
"""

import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.apps import apps
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models.site_roots import get_root_url
from articles.utils.mail import build_message, send_safely
from home.delivery.site_context import get_site_context

# Longer than an attempt takes.
RETRY_AFTER = timedelta(minutes=10)
# Old enquiries are in the list; nobody is helped by a mail about them.
GIVE_UP_AFTER = timedelta(days=2)
MAX_NOTICES = 20

# Set when an enquiry was stored.
due = threading.Event()


@dataclass(frozen=True)
class NoticeResult:
    sent: int
    # The mail server is away. Every further attempt would take time.
    has_failed: bool = False


def send_due_notices() -> NoticeResult:
    """Mail the recipients of enquiries that were not announced yet, up to the first failure.

    Each enquiry is claimed first, so that no two processes send the same notice.
    """
    sent = 0
    for enquiry in list(_due_enquiries()[:MAX_NOTICES]):
        attempt = {"notice_attempted_at": timezone.now()}
        if not _due_enquiries().filter(pk=enquiry.pk).update(**attempt):
            continue
        if not _notify(enquiry):
            return NoticeResult(sent, has_failed=True)
        sent += 1
    if sent == MAX_NOTICES:
        due.set()  # for the rest
    return NoticeResult(sent)


def _due_enquiries() -> QuerySet:
    return find_due("notice_attempted_at", notified_at=None)


def find_due(attempted_at: str, **waiting: Any) -> QuerySet:
    """Return the recent enquiries that wait for a mail. Those that have not been tried come first.

    `attempted_at` names the field with the time of the last attempt, `waiting` the condition.
    """
    now = timezone.now()
    submissions = apps.get_model("home.EnquirySubmission").objects  # avoids a circular import
    return submissions.filter(
        Q(submit_time__gt=now - GIVE_UP_AFTER) | Q(stored_at__gt=now - GIVE_UP_AFTER),
        Q(**{attempted_at: None}) | Q(**{f"{attempted_at}__lt": now - RETRY_AFTER}),
        **waiting,
    ).order_by(F(attempted_at).asc(nulls_first=True), "pk")


def _notify(enquiry: Any) -> bool:
    """Mail the page's recipients and record the time. Return False if the mail failed."""
    page = enquiry.page.specific
    recipients = get_recipients(page)
    if not recipients:
        return True
    failure = f"The notice of enquiry {enquiry.pk} could not be sent"
    if not send_safely(build_notice(page, enquiry.reference, recipients), failure):
        return False
    enquiry.notified_at = timezone.now()
    enquiry.save(update_fields=["notified_at"])
    return True


def get_recipients(page: Any) -> list[str]:
    """Return the page's recipients, or the clinic's address if there are none."""
    addresses = page.recipients or get_site_context(page.get_site()).clinic.email
    return [address.strip() for address in addresses.split(",") if address.strip()]


def build_notice(page: Any, reference: str, recipients: list[str]) -> EmailMessage:
    address = reverse("wagtailforms:list_submissions", args=[page.pk])
    body = _(
        "You have a new enquiry from the website, %(reference)s. Read it here:\n\n%(address)s\n\n"
        "The enquiry itself is not in this email, because email is not private."
    ) % {"address": urljoin(get_root_url(page), address), "reference": reference}
    return build_message(page.notice_subject, body, recipients)
