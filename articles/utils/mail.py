"""Build and send plain-text mail; a mail failure is logged and never raised."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


def build_message(subject: str, body: str, to: list[str]) -> EmailMessage:
    """Return a message that auto-responders do not answer, with its subject on one line."""
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=to, headers=headers)


def send_safely(message: EmailMessage, failure: str) -> bool:
    """Send the message and return True, or log `failure` with the reason and return False."""
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # The error text is not logged, since it may contain addresses.
        logger.error("%s: %s", failure, type(error).__name__)
        return False
    return True
