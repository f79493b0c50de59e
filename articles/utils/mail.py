"""What all our mails share: plain text, and never the reason that something else fails."""

import logging
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

logger = logging.getLogger(__name__)


def build_message(subject: str, body: str, to: list[str]) -> EmailMessage:
    """A mail that no machine answers. A title in its subject may hold line breaks."""
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=to, headers=headers)


def send_safely(message: EmailMessage, failure: str) -> bool:
    """Send it; whether the mail server took it. If not, `failure` is logged with the reason."""
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # What a mail server says may hold addresses.
        logger.error("%s: %s", failure, type(error).__name__)
        return False
    return True


def editor_url(page_id: int) -> str:
    """The whole address of a page in the editor."""
    path = reverse("wagtailadmin_pages:edit", args=[page_id])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)
