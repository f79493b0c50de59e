"""From an address that somebody typed to a subscriber, and back to nothing.

What a request does takes the same time for every address, and its answer is the same, so that
nobody learns who subscribes. The mail is sent after the response (`home.background`).
"""

import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.models import Site

from articles.models import CategoryIndexPage
from articles.utils.mail import send_safely
from home.models import ReaderSettings
from home.subscriptions.links import CONFIRM_WITHIN
from home.subscriptions.mails import build_confirmation
from home.subscriptions.models import Subscriber, SubscriptionRequest, count_subscriptions

# The mails that one address gets at most within `CONFIRM_WITHIN`, and the time between two.
MAX_MAILS = 3
MAIL_AGAIN_AFTER = timedelta(hours=1)
RETRY_AFTER = timedelta(minutes=10)
MAX_AT_ONCE = 20
# Seconds. With a slow mail server the rest waits for the next round: enquiries come first.
MAX_DURATION = 5.0

# Set when this process stored a request.
due = threading.Event()


@transaction.atomic
def request_subscription(
    site: Site, email: str, all_topics: bool, topics: Iterable[CategoryIndexPage]
) -> None:
    """Store the request, in place of an earlier one of the same address."""
    found, _is_new = SubscriptionRequest.objects.get_or_create(site=site, email=email)
    found.all_topics = all_topics
    now = timezone.now()
    is_recent = found.mailed_at is not None and found.mailed_at > now - MAIL_AGAIN_AFTER
    if not found.is_mail_due and found.mails < MAX_MAILS and not is_recent:
        found.is_mail_due, found.requested_at = True, now
    found.save(update_fields=["all_topics", "is_mail_due", "requested_at"])
    found.topics.set([] if all_topics else topics)
    due.set()


def send_confirmations() -> int:
    """Mail the links that confirm an address. Return how many were sent.

    Each request is claimed first, so that no two processes send the same mail.
    """
    due.clear()
    end, sent = time.monotonic() + MAX_DURATION, 0
    for each in list(_due_requests().select_related("site")[:MAX_AT_ONCE]):
        if time.monotonic() >= end:
            due.set()
            break
        if not _due_requests().filter(pk=each.pk).update(mailed_at=timezone.now()):
            continue
        if not send_safely(build_confirmation(each), "A confirmation could not be sent"):
            break  # the mail server is away, and every further attempt would take time
        SubscriptionRequest.objects.filter(pk=each.pk).update(
            is_mail_due=False, mails=F("mails") + 1
        )
        sent += 1
    if sent == MAX_AT_ONCE:
        due.set()  # for the rest
    return sent


def _due_requests() -> QuerySet[SubscriptionRequest]:
    """Return the requests of sites that offer letters, the oldest first."""
    now = timezone.now()
    offering = ReaderSettings.objects.filter(offers_letters=True).values("site")
    return SubscriptionRequest.objects.filter(
        Q(mailed_at=None) | Q(mailed_at__lt=now - RETRY_AFTER),
        is_mail_due=True,
        site__in=offering,
        requested_at__gt=now - CONFIRM_WITHIN,
    ).order_by("pk")


def find_request(site: Site, key: UUID | None) -> SubscriptionRequest | None:
    """Return the request of a link, if it belongs to this site."""
    return SubscriptionRequest.objects.filter(site=site, key=key).first() if key else None


@transaction.atomic
def confirm(request: SubscriptionRequest) -> Subscriber:
    """Make the address a subscriber, or give an existing one the topics of the request."""
    subscriber, is_new = Subscriber.objects.update_or_create(
        site_id=request.site_id,
        email=request.email,
        defaults={
            "all_topics": request.all_topics,
            "confirmed_at": timezone.now(),
            "refusals": 0,
        },
    )
    subscriber.topics.set(request.topics.all())
    request.delete()
    if is_new:
        count_subscriptions(subscriber.site_id, "joined")
    return subscriber


@transaction.atomic
def leave(site: Site, key: UUID | None) -> bool:
    """Delete the subscriber, and what is stored of the address otherwise. Keep a count only.

    Return False if there is none, as for a link that is used a second time.
    """
    subscriber = Subscriber.objects.filter(site=site, key=key).first() if key else None
    if subscriber is None:
        return False
    delete_subscriber(subscriber, "left")
    return True


@transaction.atomic
def delete_subscriber(subscriber: Subscriber, what: str) -> None:
    """Delete everything about an address in its site, and add to one of the counts."""
    SubscriptionRequest.objects.filter(site=subscriber.site_id, email=subscriber.email).delete()
    count_subscriptions(subscriber.site_id, what)
    subscriber.delete()
