"""Mail that resets a password, sent after the response.

Within the request, only addresses with an account would wait for a mail server, and so tell by time
that they have one. A request stores a row instead, whatever the address is, and the thread of the
process (`home.background`) looks for accounts.
"""

import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from articles.models.site_roots import fallback_url
from home.audit.log import record
from home.audit.models import Event
from home.login.models import ResetRequest
from home.network import truncated_network

# Old requests were left by a process that was killed: their users have asked again.
GIVE_UP_AFTER = timedelta(hours=1)
MAX_MAILS = 20
# Seconds. With a slow mail server the rest waits for the next round: enquiries come first.
MAX_DURATION = 5.0

# Set when this process stored a request.
requested = threading.Event()


def request_reset(email: str, request: HttpRequest) -> None:
    """Store a request for a mail to this address."""
    ResetRequest.objects.create(email=email, network=truncated_network(request))
    requested.set()


def send_reset_mails() -> int:
    """Mail the accounts of stored requests, and return the number of requests done.

    Each request is claimed by deleting it, so that no two processes send the same mail.
    """
    requested.clear()
    end = time.monotonic() + MAX_DURATION
    sent = 0
    ResetRequest.objects.filter(requested_at__lt=timezone.now() - GIVE_UP_AFTER).delete()
    for each in ResetRequest.objects.order_by("pk")[:MAX_MAILS]:
        if time.monotonic() >= end:
            break
        if ResetRequest.objects.filter(pk=each.pk).delete()[0]:
            _send(each)
            sent += 1
    if sent == MAX_MAILS:
        requested.set()  # for the rest
    return sent


def _send(reset: ResetRequest) -> None:
    """Mail each account of the address. Django logs a mail that fails."""
    form = PasswordResetForm({"email": reset.email})
    if not form.is_valid():
        return
    for user in form.get_users(reset.email):
        record(Event.RESET_REQUESTED, target=user, known=False, network=reset.network)
    # The template of the mail names the site of its user.
    address = urlsplit(fallback_url())
    form.save(
        domain_override=address.netloc,
        use_https=address.scheme == "https",
        subject_template_name=PasswordResetView.subject_template_name,
        email_template_name=PasswordResetView.email_template_name,
    )
