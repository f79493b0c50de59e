"""Deletion of what is not needed any more: unconfirmed addresses, and rows of sent letters."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from home.subscriptions.links import CONFIRM_WITHIN
from home.subscriptions.models import Delivery, SubscriptionRequest, count_subscriptions

# To look into complaints that a letter did not arrive. The sums of a letter stay.
KEEP_DELIVERIES = timedelta(days=30)


@dataclass(frozen=True)
class Purged:
    requests: int
    deliveries: int


def purge_subscriptions(*, dry_run: bool = False) -> Purged:
    """Delete addresses that nobody confirmed, and who got letters that were sent long ago."""
    now = timezone.now()
    expired = SubscriptionRequest.objects.filter(requested_at__lt=now - CONFIRM_WITHIN)
    old = Delivery.objects.filter(letter__finished_at__lt=now - KEEP_DELIVERIES)
    if dry_run:
        return Purged(expired.count(), old.count())
    with transaction.atomic():
        sites = list(expired.order_by().values("site").annotate(number=Count("pk")))
        ids = list(expired.values_list("pk", flat=True))
        SubscriptionRequest.objects.filter(pk__in=ids).delete()
        for each in sites:
            count_subscriptions(each["site"], "unconfirmed", each["number"])
    deleted = old.delete()[0]
    return Purged(len(ids), deleted)
