"""Mail to a server that may not answer."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from config.slow_work import SlowWork

mailing = SlowWork(at_once=4, waiting=8)


class BoundedEmailBackend(EmailBackend):
    """Django's, with a limit to the messages that wait for the mail server at a time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with mailing.turn():
            return super().send_messages(email_messages)
