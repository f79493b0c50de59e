"""Signed links in mails to subscribers: to confirm an address, and to leave."""

from datetime import timedelta
from urllib.parse import urljoin
from uuid import UUID

from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse

from articles.models.site_roots import build_root_url
from home.subscriptions.models import Subscriber, SubscriptionRequest

# Unconfirmed addresses are deleted after this time.
CONFIRM_WITHIN = timedelta(days=7)
CONFIRM_SALT, LEAVE_SALT = "home.subscriptions.confirm", "home.subscriptions.leave"


def confirm_url(request: SubscriptionRequest) -> str:
    token = TimestampSigner(salt=CONFIRM_SALT).sign(request.key.hex)
    return urljoin(build_root_url(request.site), reverse("subscriptions:confirm", args=[token]))


def leave_url(subscriber: Subscriber) -> str:
    token = Signer(salt=LEAVE_SALT).sign(subscriber.key.hex)
    return urljoin(build_root_url(subscriber.site), reverse("subscriptions:leave", args=[token]))


def read_confirm_token(token: str) -> UUID | None:
    """Return the key of a request; None if the link is not ours or too old."""
    try:
        key = TimestampSigner(salt=CONFIRM_SALT).unsign(token, max_age=CONFIRM_WITHIN)
        return UUID(hex=key)
    except (BadSignature, ValueError):
        return None


def read_leave_token(token: str) -> UUID | None:
    """Return the key of a subscriber; None if the link is not ours. It never expires."""
    try:
        return UUID(hex=Signer(salt=LEAVE_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
